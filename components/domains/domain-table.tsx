import Link from "next/link";
import { Time } from "@/components/time";
import { Skeleton } from "@/components/ui/skeleton";
import { LinkRow, RowHead, Table, Td, Th } from "@/components/ui/table";
import type { DomainSummary } from "@/lib/contracts/resend/domain";
import { DomainStatusBadge } from "./domain-status-badge";
import { regionNames } from "./region-name";

/** Domains, newest first. On a phone the status stands under the name. */
export function DomainTable({ domains }: { domains: readonly DomainSummary[] }) {
  return (
    <Table className="table-fixed">
      <caption className="sr-only">Your domains, newest first</caption>
      <thead>
        <tr>
          <Th>Domain</Th>
          <Th className="hidden w-40 sm:table-cell">Status</Th>
          <Th className="hidden w-40 md:table-cell">Region</Th>
          <Th className="hidden w-32 text-right sm:table-cell">Added</Th>
        </tr>
      </thead>
      <tbody>
        {domains.map((domain) => (
          <LinkRow key={domain.id}>
            <RowHead>
              <Link
                href={`/dashboard/domains/${domain.id}`}
                prefetch={false}
                className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {domain.name}
              </Link>
              <div className="mt-1 sm:hidden">
                <DomainStatusBadge status={domain.status} />
              </div>
            </RowHead>
            <Td className="hidden sm:table-cell">
              <DomainStatusBadge status={domain.status} />
            </Td>
            <Td className="hidden text-muted md:table-cell">{regionNames[domain.region]}</Td>
            <Td className="hidden text-right whitespace-nowrap text-muted sm:table-cell">
              <Time iso={domain.created_at} style="relative" />
            </Td>
          </LinkRow>
        ))}
      </tbody>
    </Table>
  );
}

const ROWS = 3;

export function DomainTableSkeleton() {
  return (
    <div className="px-5 pt-9">
      <span className="sr-only">Loading domains…</span>
      {Array.from({ length: ROWS }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else to tell them apart.
        <div key={row} className="flex h-11 items-center gap-4 border-b last:border-b-0">
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-5 w-20 rounded-full" />
        </div>
      ))}
    </div>
  );
}
