import { Card } from "@/components/ui/card";
import { catalogue } from "@/lib/catalogue";

const { alertPercents, creditLifeDays } = catalogue;

const rules = [
  {
    term: "One credit, one recipient",
    text: "To, Cc and Bcc count alike. An email to three people takes three credits.",
  },
  {
    term: "Held first, captured when sent",
    text: "Credits are set aside when an email is accepted and captured once it is sent. Until then they count as held.",
  },
  {
    term: "Never charged",
    text: "Emails that are refused or fail before they are sent, and retries with the same Idempotency-Key.",
  },
  {
    term: "Hard stop",
    text: "At zero, sending stops with a clear error. There is no overage and no bill afterwards.",
  },
  {
    term: "Expiry",
    text: `Credits live ${creditLifeDays} days from the day they arrive, those of the plan and of top-ups alike. The oldest are spent first.`,
  },
  {
    term: "Warning",
    text: `At ${alertPercents.low}%, ${alertPercents.veryLow}% and ${alertPercents.critical}% of the allowance, and at zero, you get a banner and an email. You choose the levels under Alerts.`,
  },
];

/** What a credit is and what is never charged, in the words of the whole product. */
export function CreditRules() {
  return (
    <Card title="How credits work">
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {rules.map(({ term, text }) => (
          <div key={term}>
            <dt className="font-medium">{term}</dt>
            <dd className="mt-0.5 text-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
