"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { CopyText } from "@/components/copy-text";
import { formatCount, formatCounted } from "@/components/format";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { catalogue } from "@/lib/catalogue";
import type { SendResult } from "@/lib/contracts/send";
import { useCancel } from "./use-cancel";

/** What became of the email that was just sent. Takes the focus, because the form it stood in is empty again. */
export function SendResultPanel({ result, onReuse }: { result: SendResult; onReuse: () => void }) {
  const panel = useRef<HTMLDivElement>(null);
  const { isCanceled, isCanceling, cancel } = useCancel(result.id);
  useEffect(() => panel.current?.focus(), []);
  const { charged, available } = result.credits;
  const cost = result.status === "sent" ? "charged" : "on hold";
  const afterwards = (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button asChild variant="secondary" size="sm">
        <Link href={`/dashboard/emails/${result.id}`}>View email</Link>
      </Button>
      {result.status === "scheduled" && !isCanceled && (
        <Button
          variant="secondary"
          size="sm"
          isPending={isCanceling}
          onClick={async () => {
            if (await cancel()) panel.current?.focus();
          }}
        >
          Cancel it
        </Button>
      )}
      <Button variant="secondary" size="sm" onClick={onReuse}>
        Write another from this one
      </Button>
    </div>
  );
  if (isCanceled) {
    return (
      <Banner ref={panel} tabIndex={-1} role="status" tone="info" title="Canceled.">
        <p>The email does not go out. {formatCounted(charged, "credit")} came back.</p>
        {afterwards}
      </Banner>
    );
  }
  return (
    <Banner ref={panel} tabIndex={-1} role="status" tone="success" title={<Title result={result} />}>
      <p>
        {explanations[result.status]} {formatCounted(charged, "credit")} {cost}, {formatCount(available)}{" "}
        left.
      </p>
      <dl className="mt-2 grid gap-x-3 sm:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="leading-6">{catalogue.productName} id</dt>
        <dd>
          <CopyText text={result.id} label={`${catalogue.productName} id`} />
        </dd>
        {result.resend_id && (
          <>
            <dt className="leading-6">Resend id</dt>
            <dd>
              <CopyText text={result.resend_id} label="Resend id" />
            </dd>
          </>
        )}
      </dl>
      {afterwards}
    </Banner>
  );
}

const explanations: Record<SendResult["status"], string> = {
  sent: "Resend has taken the email. Whether it is delivered, its page shows in a moment.",
  queued:
    "The email is accepted for certain and goes out by itself. If it cannot be sent, the credits come back.",
  scheduled: "Until then it can be canceled, and the credits come back.",
};

function Title({ result }: { result: SendResult }) {
  if (result.status === "sent") return "Sent.";
  if (result.status === "queued") return "Queued.";
  return (
    <>
      Scheduled for <Time iso={result.scheduled_at} style="full" />.
    </>
  );
}
