"use client";

import { Copy } from "lucide-react";
import Link from "next/link";
import { ForRole } from "@/components/role/role";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { EmailDetail } from "@/lib/contracts/email";
import { AttachmentList } from "./attachment-list";
import { EmailContent } from "./email-content";
import { EmailCost } from "./email-cost";
import { EmailFacts } from "./email-facts";
import { EmailStatusBadge } from "./email-status-badge";
import { EmailTimeline } from "./email-timeline";
import { copyHref } from "./paths";
import { ScheduleActions } from "./schedule-actions";
import { useEmail } from "./use-emails";
import { whyOf } from "./why";
import { WhyPanel } from "./why-panel";

/** One email with all that is known about it, kept up to date. */
export function EmailView({ initial }: { initial: EmailDetail }) {
  const { data, mutate } = useEmail(initial);
  const email = data ?? initial;
  const why = whyOf(email);
  return (
    <>
      <PageHeader title={email.subject}>
        <div className="flex flex-wrap items-center gap-2">
          {email.status === "scheduled" && (
            <ForRole need="developer">
              <ScheduleActions email={email} onChanged={() => mutate()} />
            </ForRole>
          )}
          <ForRole need="developer">
            <Button asChild variant="secondary" size="sm">
              <Link href={copyHref(email.id)} prefetch={false}>
                <Copy aria-hidden />
                Write another from this one
              </Link>
            </Button>
          </ForRole>
          <EmailStatusBadge email={email} />
        </div>
      </PageHeader>
      {why ? <WhyPanel why={why} /> : <Plan email={email} />}
      {email.skipped.length > 0 && <Skipped addresses={email.skipped} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-5">
          <EmailContent email={email} />
          {email.attachments.length > 0 && <AttachmentList email={email} />}
        </div>
        <div className="grid min-w-0 gap-5">
          <Card title="Timeline">
            <EmailTimeline email={email} />
          </Card>
          <Card title="Cost">
            <EmailCost email={email} />
          </Card>
          <Card title="Details">
            <EmailFacts email={email} />
          </Card>
        </div>
      </div>
    </>
  );
}

/** What was decided about it: to send it later, or not at all. */
function Plan({ email: { status, cause, scheduled_at } }: { email: EmailDetail }) {
  if (status === "scheduled" && scheduled_at) {
    return (
      <Banner
        tone="info"
        title={
          <>
            This email goes out on <Time iso={scheduled_at} style="full" />.
          </>
        }
      >
        Its credits are on hold until then.
      </Banner>
    );
  }
  if (status === "canceled") {
    return (
      <Banner
        tone="info"
        title="This email was canceled before it went out, and its credits were given back."
      >
        {cause}
      </Banner>
    );
  }
  return null;
}

function Skipped({ addresses }: { addresses: readonly string[] }) {
  const isOne = addresses.length === 1;
  return (
    <Banner
      tone="warning"
      title={
        isOne
          ? "One recipient was left out, because you suppress it."
          : `${addresses.length} recipients were left out, because you suppress them.`
      }
    >
      {addresses.join(", ")}. {isOne ? "It was" : "They were"} not sent to, and cost nothing.
    </Banner>
  );
}
