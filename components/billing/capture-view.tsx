import { Mails } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyText } from "@/components/copy-text";
import { formatCount, formatCounted } from "@/components/format";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkRow, RowHead, Table, Td, Th } from "@/components/ui/table";
import { catalogue } from "@/lib/catalogue";
import type { CaptureDetail } from "@/lib/contracts/billing";

/** One debit of the ledger, and the emails that it paid for. */
export function CaptureView({ capture, isFirstPage }: { capture: CaptureDetail; isFirstPage: boolean }) {
  const { data, has_more } = capture.emails;
  const badge =
    capture.state === "captured" ? (
      <Badge tone="success">Captured</Badge>
    ) : (
      <Badge tone="accent">Under way</Badge>
    );
  return (
    <>
      <Card title={`${formatCounted(capture.credits, "credit")} for emails that were sent`} aside={badge}>
        <dl className="mt-1 grid gap-3 text-[0.8125rem] sm:grid-cols-3">
          <Fact term="Captured">
            {capture.captured_at ? <Time iso={capture.captured_at} style="full" /> : "not yet"}
          </Fact>
          <Fact term={`${catalogue.productName} id`}>
            <CopyText text={capture.id} label={`${catalogue.productName} id`} />
          </Fact>
          {capture.ledger_entry_id && (
            <Fact term="Entry at Dodo Payments">
              <CopyText text={capture.ledger_entry_id} label="Id at Dodo Payments" />
            </Fact>
          )}
        </dl>
      </Card>
      <Card title="Emails that it paid for" flush>
        {data.length === 0 ? <NoEmails /> : <PaidEmails emails={data} />}
        <Pages captureId={capture.id} isFirstPage={isFirstPage} after={has_more ? data.at(-1)?.id : null} />
      </Card>
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-muted">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

function NoEmails() {
  return (
    <EmptyState icon={Mails} title="No emails here">
      The emails of this entry are not kept any more.
    </EmptyState>
  );
}

function PaidEmails({ emails }: { emails: CaptureDetail["emails"]["data"] }) {
  return (
    <Table className="table-fixed">
      <caption className="sr-only">Emails that this entry paid for, oldest first</caption>
      <thead>
        <tr>
          <Th>Subject</Th>
          <Th className="w-20 text-right max-sm:pr-5">Credits</Th>
          <Th className="hidden w-32 text-right sm:table-cell">Sent</Th>
        </tr>
      </thead>
      <tbody>
        {emails.map(({ id, subject, to, credits, sent_at }) => (
          <LinkRow key={id}>
            <RowHead>
              <Link
                href={`/dashboard/emails/${id}`}
                prefetch={false}
                className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {subject}
              </Link>
              <p className="truncate text-[0.8125rem] text-muted">{to.join(", ")}</p>
            </RowHead>
            <Td className="text-right tabular-nums max-sm:pr-5">{formatCount(credits)}</Td>
            <Td className="hidden text-right whitespace-nowrap text-muted sm:table-cell">
              {sent_at && <Time iso={sent_at} style="relative" />}
            </Td>
          </LinkRow>
        ))}
      </tbody>
    </Table>
  );
}

interface PagesProps {
  captureId: string;
  isFirstPage: boolean;
  after: string | null | undefined;
}

function Pages({ captureId, isFirstPage, after }: PagesProps) {
  if (isFirstPage && !after) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2 border-t px-5 py-3">
      {!isFirstPage && (
        <Button asChild variant="secondary" size="sm">
          <Link href={`/dashboard/billing/captures/${captureId}`}>First</Link>
        </Button>
      )}
      {after && (
        <Button asChild variant="secondary" size="sm">
          <Link href={`/dashboard/billing/captures/${captureId}?after=${after}`}>More</Link>
        </Button>
      )}
    </nav>
  );
}
