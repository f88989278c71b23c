"use client";

import { PageHeader } from "@/components/shell/page-header";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import type { EmailDetail } from "@/lib/contracts/email";
import { EmailContent } from "./email-content";
import { EmailFacts } from "./email-facts";
import { EmailStatusBadge } from "./email-status-badge";
import { EmailTimeline } from "./email-timeline";
import { useEmail } from "./use-emails";

/** One email with all that is known about it, kept up to date. */
export function EmailView({ initial }: { initial: EmailDetail }) {
  const { data } = useEmail(initial);
  const email = data ?? initial;
  return (
    <>
      <PageHeader title={email.subject}>
        <EmailStatusBadge email={email} />
      </PageHeader>
      <Cause email={email} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <EmailContent email={email} />
        <div className="grid gap-5">
          <Card title="Timeline">
            <EmailTimeline email={email} />
          </Card>
          <Card title="Details">
            <EmailFacts email={email} />
          </Card>
        </div>
      </div>
    </>
  );
}

function Cause({ email: { status, cause, scheduled_at } }: { email: EmailDetail }) {
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
  if (status === "failed") {
    return (
      <Banner tone="danger" title="This email was not sent, and its credits were given back.">
        {cause}
      </Banner>
    );
  }
  if (status === "unresolved") {
    return (
      <Banner tone="warning" title="It is not known whether this email was sent.">
        {cause} It may have arrived, so it is not sent a second time. We are looking into it; until we know,
        its credits stay on hold. They are captured if it was sent, and given back if it was not.
      </Banner>
    );
  }
  return cause && <Banner tone="info" title={cause} />;
}
