import { Suspense } from "react";
import { formatCount } from "@/components/format";
import { Banner } from "@/components/ui/banner";
import type { SendingNotice as Notice } from "@/lib/contracts/sending-notice";
import { noticeKey } from "./notice-key";
import { NoticeRefresh } from "./notice-refresh";

interface SendingNoticeProps {
  notice: Promise<Notice | null>;
  /** The address of support. */
  support: string;
}

/** What bounds the customer's sending besides their credits, said on every page. Nothing to say: nothing is there. */
export async function SendingNotice({ notice: promise, support }: SendingNoticeProps) {
  const notice = await promise;
  return (
    <>
      {notice && <Words notice={notice} support={support} />}
      {/* The balance may come later than the words. */}
      <Suspense fallback={null}>
        <NoticeRefresh shown={noticeKey(notice)} />
      </Suspense>
    </>
  );
}

function Words({ notice, support }: { notice: Notice; support: string }) {
  const { kind, reason, daily_credits: daily } = notice;
  const contact = (
    <a href={`mailto:${support}`} className="rounded underline">
      {support}
    </a>
  );
  const limit = daily === null ? "" : `${formatCount(daily)} credits a day (UTC)`;
  if (kind === "paused")
    return (
      <Banner role="alert" tone="danger" title="Sending is paused.">
        {reason} What was accepted waits. Write to {contact} to have it resumed.
      </Banner>
    );
  if (kind === "halted")
    return (
      <Banner role="alert" tone="warning" title={reason}>
        {notice.is_accepting
          ? "What you send is accepted, and waits until it goes on."
          : "New emails are refused meanwhile, and cost nothing. What was accepted waits."}
      </Banner>
    );
  if (kind === "slowed")
    return (
      <Banner role="status" tone="warning" title={`Sending is slowed down to ${limit}.`}>
        {reason} The limit goes when this gets better.
      </Banner>
    );
  if (kind === "limited")
    return (
      <Banner tone="info" title={`You can use ${limit}.`}>
        Write to {contact} if you need more.
      </Banner>
    );
  return (
    <Banner tone="info" title={`As a new customer you can use ${limit}.`}>
      The limit grows with what is delivered, and then goes. Write to {contact} if you need more now.
    </Banner>
  );
}
