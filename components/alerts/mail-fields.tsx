import { Switch } from "@/components/ui/switch";
import type { AlertMails } from "@/lib/contracts/alerts";

interface MailFieldsProps {
  mails: AlertMails;
  onChange: (mails: AlertMails) => void;
}

const kinds: readonly { kind: keyof AlertMails; label: string; hint: string }[] = [
  { kind: "low_balance", label: "Low balance", hint: "When one of the levels is reached." },
  {
    kind: "expiring_credits",
    label: "Expiring credits",
    hint: "7 days and 1 day before credits that are left expire.",
  },
  { kind: "receipts", label: "Receipts", hint: "When a top-up was paid." },
];

/** Which mails are sent. */
export function MailFields({ mails, onChange }: MailFieldsProps) {
  return (
    <fieldset>
      <legend className="text-sm font-semibold">Emails</legend>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        That credits are used up, or that a payment failed, is always told by email.
      </p>
      <div className="mt-3 grid gap-3">
        {kinds.map(({ kind, label, hint }) => (
          <Switch
            key={kind}
            id={`mail-${kind}`}
            label={label}
            hint={hint}
            checked={mails[kind]}
            onCheckedChange={(isOn) => onChange({ ...mails, [kind]: isOn })}
          />
        ))}
      </div>
    </fieldset>
  );
}
