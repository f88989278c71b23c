import type { ReactNode } from "react";
import { CaptureLink } from "@/components/billing/capture-link";
import { CopyText } from "@/components/copy-text";
import { formatCounted } from "@/components/format";
import { Time } from "@/components/time";
import type { EmailDetail } from "@/lib/contracts/email";

const payments: Record<EmailDetail["payment"], string> = {
  held: "on hold",
  captured: "captured",
  released: "given back",
};

export function EmailFacts({ email }: { email: EmailDetail }) {
  return (
    <dl className="grid gap-3 text-[0.8125rem]">
      <Fact term="From">{email.from}</Fact>
      <Addresses term="To" addresses={email.to} />
      <Addresses term="Cc" addresses={email.cc} />
      <Addresses term="Bcc" addresses={email.bcc} />
      <Addresses term="Reply-To" addresses={email.reply_to} />
      <Fact term="Credits">
        {formatCounted(email.credits, "credit")}, {payments[email.payment]}
        {email.capture_id && (
          <>
            {" · "}
            <CaptureLink captureId={email.capture_id} label="ledger entry" />
          </>
        )}
      </Fact>
      {email.scheduled_at && (
        <Fact term="Scheduled for">
          <Time iso={email.scheduled_at} style="full" />
        </Fact>
      )}
      <Fact term="MailKit id">
        <CopyText text={email.id} label="MailKit id" />
      </Fact>
      {email.resend_id && (
        <Fact term="Resend id">
          <CopyText text={email.resend_id} label="Resend id" />
        </Fact>
      )}
      {Object.entries(email.headers).map(([name, value]) => (
        <Fact key={name} term={name}>
          {value}
        </Fact>
      ))}
      {email.tags.length > 0 && (
        <Fact term="Tags">{email.tags.map(({ name, value }) => `${name}: ${value}`).join(", ")}</Fact>
      )}
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-muted">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

function Addresses({ term, addresses }: { term: string; addresses: readonly string[] }) {
  if (addresses.length === 0) return null;
  return <Fact term={term}>{addresses.join(", ")}</Fact>;
}
