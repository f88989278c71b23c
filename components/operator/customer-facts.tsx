import { formatCount } from "@/components/format";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import type { CustomerDetail } from "@/lib/contracts/operator-pages";
import { ActionButton } from "./action-button";
import { WARN_FROM } from "./customer-table";
import { Count, Fact, Facts, Moment, Rate, StateBadge } from "./parts";

function leftToday({ paused_at, left_today }: CustomerDetail["sending"]): string {
  if (paused_at !== null) return "Nothing, while paused";
  return left_today === null ? "No limit" : formatCount(left_today);
}

/** Balance, sending and who they are. */
export function CustomerFacts({ customer }: { customer: CustomerDetail }) {
  const { sending } = customer;
  const about = { customer_id: customer.id };
  const refresh = (
    <div className="flex gap-2">
      <ActionButton label="Read balance anew" action={{ action: "customer.reread", ...about }} />
      {customer.owed > 0 && (
        <ActionButton label="Capture now" action={{ action: "customer.capture", ...about }} />
      )}
    </div>
  );
  return (
    <>
      {sending.paused_at !== null && (
        <Banner tone="danger" title={`Sending is paused (${sending.paused_by}).`}>
          {sending.paused_reason}
        </Banner>
      )}
      {sending.slowed_reason !== null && (
        <Banner tone="warning" title="Sending is slowed down.">
          {sending.slowed_reason}
        </Banner>
      )}
      <Card title="Credits" aside={refresh}>
        <Facts>
          <Fact label="Balance at Dodo">
            <Count of={customer.balance} />
            {customer.is_stale && <span className="font-normal text-muted"> (being read)</span>}
          </Fact>
          <Fact label="On hold">
            <Count of={customer.held} />
          </Fact>
          <Fact label="Sent, not debited yet">
            <Count of={customer.owed} />
          </Fact>
          <Fact label="Balance as of">
            <Moment iso={customer.balance_as_of} />
          </Fact>
        </Facts>
      </Card>
      <Card title="Sending" aside={<StateBadge state={customer.state} />}>
        <Facts>
          <Fact label="Sent, 30 days">{formatCount(customer.sent)}</Fact>
          <Fact label="Bounced, 30 days">
            <Rate part={customer.bounced} whole={customer.sent} warnFrom={WARN_FROM.bounces} />
          </Fact>
          <Fact label="Complaints, 30 days">
            <Rate part={customer.complained} whole={customer.sent} warnFrom={WARN_FROM.complaints} />
          </Fact>
          <Fact label="Judged on, 7 days">
            {formatCount(sending.judged.sent)} sent, {formatCount(sending.judged.bounced)} bounced,{" "}
            {formatCount(sending.judged.complained)} complaints
          </Fact>
          <Fact label="Daily limit">
            {sending.daily_cap === null ? "None" : formatCount(sending.daily_cap)}
          </Fact>
          <Fact label="Left today">{leftToday(sending)}</Fact>
        </Facts>
      </Card>
      <Card title="Account">
        <Facts>
          <Fact label="Id">
            <code className="font-mono text-xs font-normal">{customer.id}</code>
          </Fact>
          <Fact label="Id at Dodo">
            <code className="font-mono text-xs font-normal">{customer.dodo_customer_id ?? "–"}</code>
          </Fact>
          <Fact label="Users">{customer.users.join(", ")}</Fact>
          <Fact label="Since">
            <Moment iso={customer.created_at} />
          </Fact>
        </Facts>
      </Card>
    </>
  );
}
