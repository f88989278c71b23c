import type { ReactNode } from "react";

/** The heading of a page; `children` stand beside it. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
      <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
      {children}
    </div>
  );
}
