"use client";

import { ScrollText } from "lucide-react";
import Link from "next/link";
import { formatCount } from "@/components/format";
import { Time } from "@/components/time";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { RowHead, Table, Td, Th } from "@/components/ui/table";
import type { EntryKind, Statement, StatementEntry } from "@/lib/contracts/billing";
import { ledgerPath } from "@/lib/contracts/paths";
import { BillingCard } from "./billing-card";
import { CaptureLink } from "./capture-link";
import { type BillingPages, ListPages } from "./list-pages";
import { LEDGER_ROWS } from "./page-sizes";
import { RowSkeleton } from "./row-skeleton";
import { useBilling } from "./use-billing";

const kinds: Record<EntryKind, string> = {
  bought: "Top-up bought",
  plan_started: "Plan started",
  plan_renewed: "Plan renewed",
  sent: "Emails sent",
  expired: "Credits expired",
  adjusted: "Adjusted",
  rolled_over: "Rolled over",
  refunded: "Refunded",
  other: "Other",
};

/** Every credit that came or went, with what it was for. */
export function LedgerCard({ title, pages }: { title: string; pages: BillingPages }) {
  const answer = useBilling<Statement>(ledgerPath(pages.ledger - 1, LEDGER_ROWS));
  return (
    <BillingCard title={title} answer={answer} skeleton={<RowSkeleton rows={6} />}>
      {({ data, has_more }) => (
        <>
          {data.length === 0 ? <NoEntries isFirst={pages.ledger === 1} /> : <Entries entries={data} />}
          <ListPages label="Pages of the ledger" list="ledger" pages={pages} hasMore={has_more} />
        </>
      )}
    </BillingCard>
  );
}

function NoEntries({ isFirst }: { isFirst: boolean }) {
  if (!isFirst)
    return (
      <EmptyState icon={ScrollText} title="Nothing older">
        You have reached the beginning of the ledger.
      </EmptyState>
    );
  return (
    <EmptyState icon={ScrollText} title="No entries yet">
      Credits that you buy and emails that they pay for appear here, each with the balance after it.
    </EmptyState>
  );
}

function Entries({ entries }: { entries: readonly StatementEntry[] }) {
  return (
    <Table className="table-fixed">
      <caption className="sr-only">Ledger entries, newest first</caption>
      <thead>
        <tr>
          <Th>What</Th>
          <Th className="w-19 text-right sm:w-24">Credits</Th>
          <Th className="hidden w-24 text-right sm:table-cell">Balance</Th>
          <Th className="w-27 text-right sm:w-32">Date</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} className="border-b last:border-b-0">
            <RowHead className="align-top">
              <p className="font-medium">{kinds[entry.kind]}</p>
              <Reason entry={entry} />
            </RowHead>
            <Td className={cn("text-right align-top tabular-nums", entry.amount > 0 && "text-success")}>
              {signed(entry.amount)}
            </Td>
            <Td className="hidden text-right align-top text-muted tabular-nums sm:table-cell">
              {formatCount(entry.balance_after)}
            </Td>
            <Td className="text-right align-top whitespace-nowrap text-muted">
              <Time iso={entry.created_at} style="relative" />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** A true minus sign is as wide as the plus. */
const signed = (amount: number) => (amount < 0 ? `−${formatCount(-amount)}` : `+${formatCount(amount)}`);

/** The emails that a debit paid for, or Dodo's own words where they say more than the kind. */
function Reason({ entry: { kind, capture, description } }: { entry: StatementEntry }) {
  const looks = "truncate text-[0.8125rem] text-muted";
  if (capture?.only)
    return (
      <p className={looks}>
        <Link
          href={`/dashboard/emails/${capture.only.id}`}
          prefetch={false}
          className="underline underline-offset-2 hover:text-foreground"
        >
          {capture.only.subject}
        </Link>
      </p>
    );
  if (capture)
    return (
      <p className={looks}>
        <CaptureLink captureId={capture.id} label={`${formatCount(capture.emails)} emails`} />
      </p>
    );
  return kind === "adjusted" && description ? <p className={looks}>{description}</p> : null;
}
