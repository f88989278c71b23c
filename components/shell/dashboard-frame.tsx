import { BookOpen } from "lucide-react";
import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { BalanceBanner } from "@/components/balance/balance-banner";
import { BalancePill, BalancePillSkeleton } from "@/components/balance/balance-pill";
import { PaletteButton } from "@/components/palette/palette-button";
import { PaletteHost } from "@/components/palette/palette-host";
import { Logo } from "@/components/ui/logo";
import { SkipLink } from "@/components/ui/skip-link";
import { Account } from "./account";
import type { AccountProps } from "./account-label";
import { MobileMenu } from "./mobile-menu";
import { Nav } from "./nav";

interface DashboardFrameProps extends AccountProps {
  /** Which alert the reader has put away in this browser. */
  dismissedAlert: string | null;
  /** What is said above every page, before the warning. */
  notice: ReactNode;
  children: ReactNode;
}

/** Sidebar on wide screens, a top bar with a menu on narrow ones, and the warning above every page. */
export function DashboardFrame({ dismissedAlert, notice, children, ...who }: DashboardFrameProps) {
  const pill = (
    <Suspense fallback={<BalancePillSkeleton />}>
      <BalancePill />
    </Suspense>
  );
  const home = (
    <Link href="/dashboard" className="flex rounded-md px-1.5 py-1">
      <Logo />
    </Link>
  );
  const docs = (
    <Link
      href="/docs"
      prefetch={false}
      className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm text-muted hover:bg-subtle hover:text-foreground"
    >
      <BookOpen aria-hidden className="size-4" />
      Documentation
    </Link>
  );
  return (
    <PaletteHost>
      <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <SkipLink />
        <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-3 border-b bg-background px-4 lg:hidden">
          <div className="flex items-center gap-1">
            <MobileMenu>
              {docs}
              <Account {...who} />
            </MobileMenu>
            {home}
          </div>
          <div className="flex items-center gap-1">
            {pill}
            <PaletteButton isIcon />
          </div>
        </header>
        <aside
          aria-label="Sidebar"
          className="sticky top-0 z-10 hidden h-dvh flex-col gap-5 overflow-y-auto border-r bg-background p-3 lg:flex"
        >
          <div className="pt-1">{home}</div>
          <PaletteButton />
          <Nav />
          <div className="mt-auto grid gap-2">
            {docs}
            {pill}
            <Account {...who} />
          </div>
        </aside>
        <main id="content" tabIndex={-1} className="min-w-0 outline-none">
          <div className="mx-auto flex max-w-5xl flex-col has-data-wide:max-w-7xl gap-5 px-4 py-6 sm:px-6 lg:px-8 lg:py-8">
            {notice}
            <Suspense fallback={null}>
              <BalanceBanner dismissed={dismissedAlert} />
            </Suspense>
            {children}
          </div>
        </main>
      </div>
    </PaletteHost>
  );
}
