import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import type { Why } from "./why";

const looks = {
  danger: { icon: CircleAlert, className: "border-danger-line bg-danger-soft text-danger" },
  warning: { icon: TriangleAlert, className: "border-warning-line bg-warning-soft text-warning" },
  info: { icon: Info, className: "border-border bg-surface text-accent" },
} as const;

/** What went wrong in a sentence, what to do, and what the mail provider said. */
export function WhyPanel({ why }: { why: Why }) {
  const { icon: Icon, className } = looks[why.tone];
  return (
    <section
      aria-labelledby="why"
      className={cn("grid gap-2 rounded-lg border px-4 py-3 text-sm", className)}
    >
      <h2 id="why" className="flex items-center gap-2.5 font-semibold">
        <Icon aria-hidden className="size-4 shrink-0" />
        {why.question}
      </h2>
      <div className="grid max-w-prose gap-2 pl-6.5 text-foreground">
        <p className="font-medium">{why.cause}</p>
        <p>
          {why.advice}{" "}
          {why.link && (
            <Link href={why.link.href} className="rounded underline">
              {why.link.text}
            </Link>
          )}
        </p>
      </div>
      {why.answer.length > 0 && (
        <figure className="grid gap-1 pl-6.5 text-foreground">
          <figcaption className="text-[0.8125rem]">The mail provider's answer</figcaption>
          <blockquote className="rounded-md border bg-surface px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {why.answer.join("\n")}
          </blockquote>
        </figure>
      )}
    </section>
  );
}
