import { Card } from "@/components/ui/card";
import type { UnresolvedFact } from "@/lib/contracts/operator-pages";
import { ActionButton } from "./action-button";
import { noteField } from "./action-fields";
import { CustomerLink, Moment } from "./parts";
import { SimpleTable } from "./simple-table";

/** Emails of which nobody knows whether they were sent, and the three ways to settle one. */
export function UnresolvedCard({ emails }: { emails: readonly UnresolvedFact[] }) {
  return (
    <Card title="Unresolved emails" flush>
      <SimpleTable
        caption="Unresolved emails"
        empty="None: of every email it is known whether Resend took it."
        columns={["Email", "Customer", "Called", "Why", "Settle"]}
        rows={emails.map((email) => ({
          key: email.email_id,
          cells: [
            <div key="email">
              <p className="font-medium">{email.subject}</p>
              <p className="text-[0.8125rem] text-muted">{email.to.join(", ")}</p>
              <code className="font-mono text-xs break-all text-muted">{email.email_id}</code>
            </div>,
            <CustomerLink key="customer" id={email.customer_id} />,
            <Moment key="called" iso={email.called_at} />,
            email.reason ?? "Resend gave no answer.",
            <Settle key="settle" email={email} />,
          ],
        }))}
      />
    </Card>
  );
}

function Settle({ email }: { email: UnresolvedFact }) {
  const about = { email_id: email.email_id };
  const name = email.subject;
  return (
    <div className="flex flex-wrap gap-2">
      <ActionButton label="Look at Resend" name={name} action={{ action: "email.look", ...about }} />
      <ActionButton
        label="It was sent"
        name={name}
        description="It is paid for. Resend is asked whether the id is of this email."
        action={{ action: "email.sent", ...about }}
        fields={[{ name: "resend_id", label: "Id at Resend", kind: "text" }, noteField]}
      />
      <ActionButton
        label="It was not sent"
        name={name}
        description="It counts as failed, and its credits are given back. If Resend took it after all, nobody pays."
        action={{ action: "email.not_sent", ...about }}
        variant="danger"
        fields={[noteField]}
      />
    </div>
  );
}
