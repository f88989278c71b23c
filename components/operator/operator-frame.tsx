import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";
import { SkipLink } from "@/components/ui/skip-link";
import { OperatorNav } from "./operator-nav";

/** The operator's pages: one bar on top, and room for wide tables. */
export function OperatorFrame({ email, children }: { email: string; children: ReactNode }) {
  return (
    <div className="min-h-dvh">
      <SkipLink />
      <header className="border-b bg-surface">
        <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2 sm:px-6">
          <Link href="/operator" className="flex items-center gap-2 rounded-md py-1">
            <Logo />
            <span className="text-sm text-muted">Operator</span>
          </Link>
          <OperatorNav />
          <div className="ml-auto flex items-center gap-3 text-[0.8125rem] text-muted max-sm:hidden">
            <span className="max-w-56 truncate">{email}</span>
            <Link href="/dashboard" prefetch={false} className="rounded underline hover:text-foreground">
              My dashboard
            </Link>
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="outline-none">
        <div className="mx-auto flex max-w-7xl flex-col gap-5 px-4 py-6 sm:px-6">{children}</div>
      </main>
    </div>
  );
}
