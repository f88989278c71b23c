import type { ReactNode } from "react";

interface DocsSectionProps {
  id: string;
  title: string;
  children: ReactNode;
}

/** A titled part of a page whose heading can be linked to. */
export function DocsSection({ id, title, children }: DocsSectionProps) {
  return (
    <section className="grid min-w-0 gap-4">
      <div className="group flex items-baseline gap-2">
        <h2 id={id} className="min-w-0 scroll-mt-20 text-xl font-semibold tracking-tight break-words">
          {title}
        </h2>
        <a
          href={`#${id}`}
          aria-label={`Link to: ${title}`}
          className="rounded text-xl text-muted opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
        >
          #
        </a>
      </div>
      {children}
    </section>
  );
}
