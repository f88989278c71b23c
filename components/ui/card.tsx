import type { ReactNode } from "react";
import { cn } from "./cn";

interface CardProps {
  title: ReactNode;
  /** Right of the title: a badge or one action. */
  aside?: ReactNode;
  /** The content brings its own spacing and touches the edges, such as a table. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A titled part of a page. */
export function Card({ title, aside, flush, className, children }: CardProps) {
  return (
    <section className={cn("flex flex-col rounded-lg border bg-surface shadow-card", className)}>
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-5 pt-3">
        <h2 className="text-sm font-semibold">{title}</h2>
        {aside}
      </div>
      <div className={cn("flex flex-1 flex-col", !flush && "px-5 pt-1 pb-5")}>{children}</div>
    </section>
  );
}
