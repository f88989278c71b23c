import Link from "next/link";
import { Logo } from "@/components/shell/logo";

export function SiteFooter() {
  return (
    <footer className="border-t">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-8 text-[0.8125rem] text-muted sm:px-6">
        <Logo className="text-foreground" />
        <p>Payments and credits by Dodo Payments, delivery by Resend.</p>
        <p className="flex gap-5">
          <a href="/docs" className="rounded hover:text-foreground">
            Docs
          </a>
          <Link href="/signin" className="rounded hover:text-foreground">
            Sign in
          </Link>
        </p>
      </div>
    </footer>
  );
}
