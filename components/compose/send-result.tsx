"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { CopyText } from "@/components/copy-text";
import { formatCount, formatCounted } from "@/components/format";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { SendResult } from "@/lib/contracts/send";

const explanations: Record<SendResult["status"], { title: string; text: string }> = {
  sent: { title: "Sent.", text: "Resend has taken the email." },
  queued: {
    title: "Queued.",
    text: "The email is accepted for certain and goes out by itself. If it cannot be sent, the credits come back.",
  },
  scheduled: {
    title: "Scheduled.",
    text: "The email goes out at its time. Until then it can be canceled, and the credits come back.",
  },
};

/** What became of the email that was just sent. Takes the focus, because the form it stood in is empty again. */
export function SendResultPanel({ result, onReuse }: { result: SendResult; onReuse: () => void }) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (result.id) panel.current?.focus();
  }, [result.id]);
  const { title, text } = explanations[result.status];
  const { charged, available } = result.credits;
  const cost = result.status === "sent" ? "charged" : "on hold";
  return (
    <Banner ref={panel} tabIndex={-1} role="status" tone="success" title={title}>
      <p>
        {text} {formatCounted(charged, "credit")} {cost}, {formatCount(available)} left.
      </p>
      <dl className="mt-2 grid gap-x-3 sm:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="leading-6">MailKit id</dt>
        <dd>
          <CopyText text={result.id} label="MailKit id" />
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
      <div className="mt-3 flex flex-wrap gap-2">
        <Button asChild variant="secondary" size="sm">
          <Link href={`/dashboard/emails/${result.id}`}>View email</Link>
        </Button>
        <Button variant="secondary" size="sm" onClick={onReuse}>
          Write another from this one
        </Button>
      </div>
    </Banner>
  );
}
