import Link from "next/link";
import { formatCount } from "@/components/format";
import { Time } from "@/components/time";
import { Skeleton } from "@/components/ui/skeleton";
import { LinkRow, RowHead, Table, Td, Th } from "@/components/ui/table";
import type { EmailSummary } from "@/lib/contracts/email";
import { EmailStatusBadge } from "./email-status-badge";

/**
 * Emails, newest first. Where a column of their own would leave the subject too little, recipients stand under it; on
 * a phone the time stands under the status as well.
 */
export function EmailTable({ emails, caption }: { emails: readonly EmailSummary[]; caption: string }) {
  return (
    <Table className="table-fixed">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <Th className="w-32">Status</Th>
          <Th className="hidden w-[30%] xl:table-cell">To</Th>
          <Th>Subject</Th>
          <Th className="hidden w-20 text-right sm:table-cell">Credits</Th>
          <Th className="hidden w-28 text-right sm:table-cell">Time</Th>
        </tr>
      </thead>
      <tbody>
        {emails.map((email) => (
          <EmailRow key={email.id} email={email} />
        ))}
      </tbody>
    </Table>
  );
}

function EmailRow({ email }: { email: EmailSummary }) {
  const recipients = describeRecipients(email);
  return (
    <LinkRow>
      <Td>
        <EmailStatusBadge email={email} />
        <p className="mt-1 text-[0.8125rem] text-muted sm:hidden">
          <Time iso={email.created_at} style="relative" />
        </p>
      </Td>
      <Td className="hidden truncate xl:table-cell">{recipients}</Td>
      <RowHead>
        <Link
          href={`/dashboard/emails/${email.id}`}
          // A page of rows would ask for a page of emails that nobody opens.
          prefetch={false}
          className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {email.subject}
        </Link>
        <p className="truncate text-[0.8125rem] text-muted xl:hidden">{recipients}</p>
        {email.cause && (
          // The backquotes are for readers of JSON.
          <p className="truncate text-[0.8125rem] text-muted">{email.cause.replaceAll("`", "")}</p>
        )}
      </RowHead>
      <Td className="hidden text-right tabular-nums sm:table-cell">{formatCount(chargedFor(email))}</Td>
      <Td className="hidden text-right whitespace-nowrap text-muted sm:table-cell">
        <Time iso={email.created_at} style="relative" />
      </Td>
    </LinkRow>
  );
}

/** What an email that was not sent had set aside was given back. */
function chargedFor({ status, credits }: EmailSummary): number {
  return status === "failed" || status === "canceled" ? 0 : credits;
}

function describeRecipients({ to, credits }: EmailSummary): string {
  const more = credits - 1;
  return more > 0 ? `${to[0]} +${formatCount(more)}` : (to[0] ?? "");
}

export function EmailTableSkeleton({ rows }: { rows: number }) {
  return (
    <div className="px-5 pt-9">
      <span className="sr-only">Loading emails…</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else to tell them apart.
        <div key={row} className="flex h-11 items-center gap-4 border-b last:border-b-0">
          <Skeleton className="h-5 w-16 rounded-full" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  );
}
