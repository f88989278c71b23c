import type { ReactNode } from "react";
import { formatCount } from "@/components/format";
import { Time } from "@/components/time";
import { cn } from "@/components/ui/cn";
import { Td } from "@/components/ui/table";
import type { Key } from "@/lib/contracts/keys";
import { KeyStatusBadge } from "./key-status-badge";

/** One key; `children` is what can be done with it. One that has ended is greyed, by a colour that can still be read. */
export function KeyRow({ target: key, children }: { target: Key; children: ReactNode }) {
  const hasEnded = key.status === "expired" || key.status === "revoked";
  return (
    <tr className={cn("border-b align-top last:border-b-0", hasEnded && "text-muted")}>
      <Td>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium wrap-anywhere">{key.name}</span>
          <KeyStatusBadge status={key.status} />
        </p>
        <p className="font-mono text-xs leading-5 text-muted">{key.masked_token}</p>
        <p className="text-[0.8125rem] text-muted">
          Created <Time iso={key.created_at} style="date" />
          <End of={key} />
        </p>
        <div className="mt-1 grid gap-1 text-[0.8125rem] xl:hidden">
          <Access of={key} />
          <div className="sm:hidden">
            <Used of={key} />
          </div>
          <p className="text-muted">
            Last used: <LastUse of={key} />
          </p>
        </div>
      </Td>
      <Td className="hidden xl:table-cell">
        <Access of={key} />
      </Td>
      <Td className="hidden sm:table-cell">
        <Used of={key} />
      </Td>
      <Td className="hidden text-muted xl:table-cell">
        <LastUse of={key} />
      </Td>
      <Td className="pl-0">{children}</Td>
    </tr>
  );
}

function End({ of: { revoked_at, expires_at, status } }: { of: Key }) {
  if (revoked_at)
    return (
      <>
        , revoked <Time iso={revoked_at} style="date" />
      </>
    );
  if (!expires_at) return null;
  return (
    <>
      , {status === "expired" ? "expired" : "expires"} <Time iso={expires_at} style="date" />
    </>
  );
}

function Access({ of: { permission, domain } }: { of: Key }) {
  return (
    <div>
      <p>{permission === "full_access" ? "Full access" : "Sending only"}</p>
      {domain && <p className="text-[0.8125rem] wrap-anywhere text-muted">{domain}</p>}
    </div>
  );
}

function Used({ of: key }: { of: Key }) {
  return (
    <div className="tabular-nums">
      <p>
        {describeUse(key.used_today, key.daily_credits)} <span className="text-muted">today</span>
      </p>
      <p>
        {describeUse(key.used_this_month, key.monthly_credits)} <span className="text-muted">this month</span>
      </p>
    </div>
  );
}

function describeUse(used: number, budget: number | null): string {
  return budget === null ? formatCount(used) : `${formatCount(used)} of ${formatCount(budget)}`;
}

function LastUse({ of: { last_used_at } }: { of: Key }) {
  return last_used_at ? <Time iso={last_used_at} style="relative" /> : "Never";
}
