import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "@/components/format";
import { Time } from "@/components/time";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { CustomerState } from "@/lib/contracts/operator-pages";

/** A table that is wider than a phone scrolls by itself, with the keyboard, too. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      {children}
    </section>
  );
}

/** Names and values, two or more beside each other. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-4">{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-0.5 text-sm font-medium break-words tabular-nums">{children}</dd>
    </div>
  );
}

/** What stands where there is nothing. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-5 pt-2 pb-5 text-sm text-muted">{children}</p>;
}

const states: Record<CustomerState, { tone: Tone; text: string }> = {
  paused: { tone: "danger", text: "Paused" },
  slowed: { tone: "warning", text: "Slowed down" },
  limited: { tone: "accent", text: "Limited" },
  new: { tone: "accent", text: "New" },
  ok: { tone: "success", text: "Sending" },
};

export function StateBadge({ state }: { state: CustomerState }) {
  return <Badge tone={states[state].tone}>{states[state].text}</Badge>;
}

/** A share of a whole, in per cent; a dash where there is no whole. */
export function Rate({ part, whole, warnFrom }: { part: number; whole: number; warnFrom: number }) {
  if (whole === 0) return <span className="text-muted">–</span>;
  const rate = part / whole;
  const text = `${(rate * 100).toFixed(rate > 0 && rate < 0.001 ? 3 : 2)} %`;
  return <span className={cn(rate >= warnFrom && "font-semibold text-danger")}>{text}</span>;
}

export function Count({ of }: { of: number | null }) {
  return of === null ? <span className="text-muted">–</span> : formatCount(of);
}

export function Moment({ iso }: { iso: string | null }) {
  if (iso === null) return <span className="text-muted">–</span>;
  return (
    <span className="whitespace-nowrap">
      <Time iso={iso} style="relative" />
    </span>
  );
}

export function CustomerLink({ id, children }: { id: string; children?: ReactNode }) {
  return (
    <Link
      href={`/operator/customers/${id}`}
      prefetch={false}
      className="rounded font-medium break-all underline-offset-2 hover:underline"
    >
      {children ?? <code className="font-mono text-xs">{id}</code>}
    </Link>
  );
}

interface PagesProps {
  pathname: "/operator/customers" | "/operator/webhooks" | "/operator/log";
  query: Record<string, string>;
  /** The parameter that leads to the next page, and its value; null at the end. */
  next: { name: string; value: string } | null;
  isFirst: boolean;
}

/** The ways on from a page of a list. */
export function Pages({ pathname, query, next, isFirst }: PagesProps) {
  if (isFirst && !next) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2 border-t px-5 py-3">
      {!isFirst && (
        <Button asChild variant="secondary" size="sm">
          <Link href={{ pathname, query }}>Newest</Link>
        </Button>
      )}
      {next && (
        <Button asChild variant="secondary" size="sm">
          <Link href={{ pathname, query: { ...query, [next.name]: next.value } }}>Older</Link>
        </Button>
      )}
    </nav>
  );
}
