"use client";

import { Layers } from "lucide-react";
import { formatCount, formatCounted } from "@/components/format";
import { Time } from "@/components/time";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { RowHead, Table, Td, Th } from "@/components/ui/table";
import type { UsableGrant, UsableGrants } from "@/lib/contracts/billing";
import { GRANTS_PATH } from "@/lib/contracts/paths";
import { BillingCard } from "./billing-card";
import { grantSources } from "./grant-source";
import { RowSkeleton } from "./row-skeleton";
import { useBilling } from "./use-billing";

/** From what is used first to what is used last. */
const shades = ["bg-accent", "bg-accent/70", "bg-accent/45", "bg-accent/25"];
const shadeOf = (index: number) => shades[Math.min(index, shades.length - 1)];

/** Each portion of credits with its own expiry, in the order in which they are used. */
export function GrantsCard({ title }: { title: string }) {
  const answer = useBilling<UsableGrants>(GRANTS_PATH);
  return (
    <BillingCard title={title} answer={answer} skeleton={<RowSkeleton rows={2} />}>
      {({ data }) => (data.length === 0 ? <NoGrants /> : <Grants grants={data} />)}
    </BillingCard>
  );
}

function NoGrants() {
  return (
    <EmptyState icon={Layers} title="No credits to use">
      Each purchase appears here with what is left of it and the day on which it expires. The plan and the
      top-up above add credits.
    </EmptyState>
  );
}

function Grants({ grants }: { grants: readonly UsableGrant[] }) {
  const total = grants.reduce((sum, { remaining }) => sum + remaining, 0);
  return (
    <>
      <div className="px-5 pt-1 pb-3">
        <p className="text-[0.8125rem] text-muted">
          <NextExpiry grants={grants} />
        </p>
        <div aria-hidden className="mt-3 flex h-2.5 gap-0.5 overflow-hidden rounded-full">
          {grants.map(({ id, remaining }, index) => (
            <div
              key={id}
              className={cn("min-w-1", shadeOf(index))}
              style={{ width: `${(remaining / total) * 100}%` }}
            />
          ))}
        </div>
      </div>
      <Table>
        <caption className="sr-only">Grants in the order in which they are used</caption>
        <thead>
          <tr>
            <Th>Order</Th>
            <Th>From</Th>
            <Th className="hidden sm:table-cell">Added</Th>
            <Th className="text-right">Left</Th>
            <Th className="text-right">Expires</Th>
          </tr>
        </thead>
        <tbody>
          {grants.map((grant, index) => (
            <GrantRow key={grant.id} grant={grant} index={index} />
          ))}
        </tbody>
      </Table>
    </>
  );
}

function GrantRow({ grant, index }: { grant: UsableGrant; index: number }) {
  return (
    <tr className="border-b last:border-b-0">
      <Td className="whitespace-nowrap">
        <span aria-hidden className={cn("mr-2 inline-block size-2 rounded-full", shadeOf(index))} />
        {index + 1}
      </Td>
      <RowHead className="whitespace-nowrap">{grantSources[grant.source]}</RowHead>
      <Td className="hidden whitespace-nowrap text-muted sm:table-cell">
        <Time iso={grant.created_at} style="date" />
      </Td>
      <Td className="text-right whitespace-nowrap tabular-nums">
        {formatCount(grant.remaining)}
        <span className="hidden text-muted sm:inline"> of {formatCount(grant.granted)}</span>
      </Td>
      <Td className="text-right sm:whitespace-nowrap">
        {grant.expires_at ? <Time iso={grant.expires_at} style="date" /> : "never"}
      </Td>
    </tr>
  );
}

function NextExpiry({ grants }: { grants: readonly UsableGrant[] }) {
  const [next] = grants
    .filter((grant) => grant.expires_at !== null)
    .sort((a, b) => (a.expires_at ?? "").localeCompare(b.expires_at ?? ""));
  if (!next?.expires_at) return "None of these credits expire.";
  return (
    <>
      {formatCounted(next.remaining, "credit")} expire first, on <Time iso={next.expires_at} style="date" />
      {grants.length > 1 && ". The oldest credits are used first"}.
    </>
  );
}
