import Link from "next/link";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Logo } from "@/components/ui/logo";

const sections = [
  { href: "/#how", label: "How it works" },
  { href: "/#code", label: "Code" },
  { href: "/#pricing", label: "Pricing" },
  { href: "/#questions", label: "Questions" },
] as const;

export function SiteHeader({ isWide = false }: { isWide?: boolean }) {
  return (
    <header className="sticky top-0 z-30 border-b bg-background">
      <div
        className={cn(
          "mx-auto flex h-14 items-center justify-between gap-4 px-4 sm:px-6",
          isWide ? "max-w-7xl" : "max-w-5xl",
        )}
      >
        <Link href="/" className="flex rounded-md">
          <Logo />
        </Link>
        <nav aria-label="Sections" className="hidden gap-1 md:flex">
          {sections.map(({ href, label }) => (
            <a key={href} href={href} className="rounded-md px-3 py-1.5 text-muted hover:text-foreground">
              {label}
            </a>
          ))}
        </nav>
        <div className="flex gap-1.5">
          <Button asChild variant="ghost" size="sm">
            <Link href="/docs" prefetch={false}>
              Docs
            </Link>
          </Button>
          <Button asChild variant="ghost" size="sm" className="max-sm:hidden">
            <Link href="/signin">Sign in</Link>
          </Button>
          <Button asChild size="sm">
            <Link href="/dashboard" prefetch={false}>
              Dashboard
            </Link>
          </Button>
        </div>
      </div>
    </header>
  );
}
