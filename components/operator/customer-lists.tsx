import { EmailStatusBadge } from "@/components/emails/email-status-badge";
import { formatCount } from "@/components/format";
import { Card } from "@/components/ui/card";
import type { CustomerDetail } from "@/lib/contracts/operator-pages";
import { InboxTable } from "./inbox-table";
import { Moment } from "./parts";
import { SimpleTable } from "./simple-table";

/** What a customer has and did, the newest of each. Nothing here shows a secret, or what an email says. */
export function CustomerLists({ customer }: { customer: CustomerDetail }) {
  return (
    <>
      <Card title="Recent emails" flush>
        <SimpleTable
          caption="Recent emails"
          empty="No emails yet."
          columns={["Status", "To", "Subject", "Credits", "Time"]}
          rows={customer.emails.map((email) => ({
            key: email.id,
            cells: [
              <EmailStatusBadge key="status" email={email} />,
              email.to.join(", "),
              email.subject,
              formatCount(email.credits),
              <Moment key="time" iso={email.created_at} />,
            ],
          }))}
        />
      </Card>
      <div className="grid gap-5 *:min-w-0 lg:grid-cols-2">
        <Card title="Domains" flush>
          <SimpleTable
            caption="Domains"
            empty="No domains: sends from the operator's own address."
            columns={["Name", "Status"]}
            rows={customer.domains.map(({ id, name, status }) => ({ key: id, cells: [name, status] }))}
          />
        </Card>
        <Card title="API keys" flush>
          <SimpleTable
            caption="API keys"
            empty="No API keys."
            columns={["Name", "Key", "Status", "Last used"]}
            rows={customer.keys.map((key) => ({
              key: key.id,
              cells: [
                key.name,
                <code key="token" className="font-mono text-xs">
                  {key.masked_token}
                </code>,
                key.status,
                <Moment key="used" iso={key.last_used_at} />,
              ],
            }))}
          />
        </Card>
      </div>
      <Card title="Adjustments" flush>
        <SimpleTable
          caption="Adjustments"
          empty="Nobody gave or took credits by hand."
          columns={["Credits", "State", "Reason", "Tries", "Time"]}
          rows={customer.adjustments.map((one) => ({
            key: one.id,
            cells: [
              formatCount(one.credits),
              one.last_error ? `${one.state}: ${one.last_error}` : one.state,
              one.reason,
              one.attempts,
              <Moment key="time" iso={one.created_at} />,
            ],
          }))}
        />
      </Card>
      <Card title="Refunds and disputes" flush>
        <SimpleTable
          caption="Refunds and disputes"
          empty="None that MailKit has heard of."
          columns={["Kind", "Payment", "Status", "What was done", "Time"]}
          rows={customer.cases.map((one) => ({
            key: one.id,
            cells: [
              one.kind,
              <code key="payment" className="font-mono text-xs">
                {one.payment_id}
              </code>,
              one.status,
              one.outcome,
              <Moment key="time" iso={one.created_at} />,
            ],
          }))}
        />
      </Card>
      <Card title="What the providers told of them" flush>
        <InboxTable messages={customer.webhooks_in} isEnd />
      </Card>
      <Card title="What their own webhooks were told" flush>
        <SimpleTable
          caption="Outgoing webhooks"
          empty="Nothing lately."
          columns={["Type", "State", "Attempts", "Time"]}
          rows={customer.webhooks_out.map((one) => ({
            key: one.id,
            cells: [one.type, one.state, one.attempts, <Moment key="time" iso={one.created_at} />],
          }))}
        />
      </Card>
    </>
  );
}
