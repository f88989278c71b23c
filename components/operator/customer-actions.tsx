import type { CustomerDetail } from "@/lib/contracts/operator-pages";
import { ActionButton } from "./action-button";
import { noteField } from "./action-fields";

/** What an operator can do about a customer. */
export function CustomerActions({ customer }: { customer: CustomerDetail }) {
  const about = { customer_id: customer.id };
  return (
    <div className="flex flex-wrap gap-2">
      <ActionButton
        label="View as"
        title="Look at their dashboard"
        description="You see what they see, for 30 minutes. Nothing can be changed there."
        action={about}
        isView
        fields={[noteField]}
      />
      <ActionButton
        label="Adjust credits"
        description="An entry in Dodo's ledger, made once even if Dodo does not answer at first."
        action={{ action: "customer.credits", ...about }}
        isNamed
        fields={[
          {
            name: "credits",
            label: "Credits",
            kind: "number",
            hint: "Negative takes them away, as far as there are any.",
          },
          noteField,
        ]}
      />
      <ActionButton
        label="Daily limit"
        description="It counts instead of the limits for new or slowed-down customers."
        action={{ action: "customer.limit", ...about }}
        fields={[
          {
            name: "daily_credits",
            label: "Credits a day",
            kind: "number",
            isOptional: true,
            hint: "Empty lifts every limit.",
          },
          noteField,
        ]}
      />
      {customer.sending.paused_at === null ? (
        <ActionButton
          label="Pause sending"
          description="Nothing more is accepted. What was accepted waits, and nothing is lost."
          action={{ action: "customer.pause", ...about }}
          variant="danger"
          fields={[
            { name: "reason", label: "Reason", kind: "text", hint: "A sentence that the customer reads." },
            noteField,
          ]}
        />
      ) : (
        <ActionButton
          label="Resume sending"
          description="What waits goes out. Bounces and complaints up to now do not count any more."
          action={{ action: "customer.resume", ...about }}
          variant="primary"
          fields={[noteField]}
        />
      )}
    </div>
  );
}
