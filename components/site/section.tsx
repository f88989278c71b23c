import type { ReactNode } from "react";

interface SectionProps {
  id: string;
  title: string;
  /** One sentence under the heading. */
  lead: string;
  children: ReactNode;
}

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="border-t">
      <div className="mx-auto max-w-5xl px-4 py-14 sm:px-6 sm:py-20">
        <h2 id={`${id}-title`} className="text-2xl font-semibold tracking-tight">
          {title}
        </h2>
        <p className="mt-2 max-w-2xl text-base text-muted">{lead}</p>
        <div className="mt-8">{children}</div>
      </div>
    </section>
  );
}
