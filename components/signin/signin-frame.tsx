import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";

/** The small centred card of everything about signing in. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm">
        {/* Not Next's link: nobody goes back and forth here, and its code is no small part of these pages. */}
        <a href="/" className="mx-auto mb-6 flex w-fit rounded-md px-2 py-1">
          <Logo />
        </a>
        <div className="rounded-xl border bg-surface p-6 wrap-anywhere shadow-card sm:p-8">
          <h1 className="mb-5 text-center text-xl font-semibold tracking-tight">{title}</h1>
          {children}
        </div>
      </div>
    </main>
  );
}
