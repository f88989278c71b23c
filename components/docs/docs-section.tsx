import type { ReactNode } from "react";

interface DocsSectionProps {
  id: string;
  title: string;
  children: ReactNode;
}

/** A titled part of a page whose heading can be linked to. */
export function DocsSection({ id, title, children }: DocsSectionProps) {
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-4">
      <h2 id={id} className="group scroll-mt-20 text-xl font-semibold tracking-tight">
        {title}
        <a
          href={`#${id}`}
          aria-label={`Link to: ${title}`}
          className="ml-2 rounded font-normal text-muted opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
        >
          #
        </a>
      </h2>
      {children}
    </section>
  );
}
