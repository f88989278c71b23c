import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";

interface PageMessageProps {
  title: string;
  children: ReactNode;
  action: ReactNode;
}

/** A whole page that says one thing: not found, broken. */
export function PageMessage({ title, children, action }: PageMessageProps) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="flex max-w-md flex-col items-center text-center">
        <Logo />
        <h1 className="mt-8 text-2xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-2 text-muted">{children}</p>
        <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div>
      </div>
    </main>
  );
}
