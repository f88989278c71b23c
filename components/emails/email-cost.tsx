import Link from "next/link";
import { CaptureLink } from "@/components/billing/capture-link";
import { CopyText } from "@/components/copy-text";
import { formatCounted } from "@/components/format";
import { Time } from "@/components/time";
import type { EmailDetail } from "@/lib/contracts/email";

/** What an email costs, and which entry of the ledger paid for it. */
export function EmailCost({ email }: { email: EmailDetail }) {
  const { credits, payment, capture } = email;
  return (
    <div className="grid gap-3 text-[0.8125rem]">
      <p>
        <span className="text-base font-semibold tabular-nums">
          {formatCounted(payment === "released" ? 0 : credits, "credit")}
        </span>{" "}
        <span className="text-muted">{sentenceOf(email)}</span>
      </p>
      {capture?.ledger_entry_id && (
        <dl className="grid gap-3">
          <div className="grid gap-0.5">
            <dt className="text-muted">Ledger entry</dt>
            <dd>
              <CopyText text={capture.ledger_entry_id} label="ledger entry" />
            </dd>
          </div>
          {capture.captured_at && (
            <div className="grid gap-0.5">
              <dt className="text-muted">Captured</dt>
              <dd>
                <Time iso={capture.captured_at} style="full" />
                {capture.emails > 1 &&
                  `, in one debit of ${formatCounted(capture.credits, "credit")} for ${formatCounted(capture.emails, "email")}`}
              </dd>
            </div>
          )}
        </dl>
      )}
      {capture ? (
        <p>
          <CaptureLink captureId={capture.id} label="Open the ledger entry" />
        </p>
      ) : (
        <Link href="/dashboard/billing" className="justify-self-start rounded text-accent hover:underline">
          Open the ledger
        </Link>
      )}
    </div>
  );
}

function sentenceOf({ payment, credits, status }: EmailDetail): string {
  if (payment === "captured") return "captured: one for each recipient.";
  if (payment === "held")
    return status === "sent" ? "on hold, captured within moments." : "on hold until it is known to be sent.";
  return `charged: the ${formatCounted(credits, "credit")} on hold ${credits === 1 ? "was" : "were"} given back.`;
}
