import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { Logo } from "@/components/ui/logo";

export function SiteFooter({ isWide = false }: { isWide?: boolean }) {
  return (
    <footer className="border-t">
      <div
        className={cn(
          "mx-auto flex flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-8 text-[0.8125rem] text-muted sm:px-6",
          isWide ? "max-w-7xl" : "max-w-5xl",
        )}
      >
        <Logo className="text-foreground" />
        <p>Payments and credits by Dodo Payments, delivery by Resend.</p>
        <nav aria-label="Footer" className="flex gap-5">
          <Link href="/docs" prefetch={false} className="rounded hover:text-foreground">
            Documentation
          </Link>
          <Link href="/docs/api" prefetch={false} className="rounded hover:text-foreground">
            API reference
          </Link>
          <Link href="/signin" className="rounded hover:text-foreground">
            Sign in
          </Link>
        </nav>
      </div>
    </footer>
  );
}
