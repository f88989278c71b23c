import { Checkbox } from "@/components/ui/checkbox";
import type { AlertSettingsView } from "@/lib/contracts/alerts";
import type { AlertDraft } from "./draft";

interface RecipientFieldsProps {
  draft: AlertDraft;
  people: AlertSettingsView["people"];
  accountEmail: string;
  error: string | undefined;
  onChange: (part: Partial<AlertDraft>) => void;
}

/** Who gets the mails. */
export function RecipientFields({ draft, people, accountEmail, error, onChange }: RecipientFieldsProps) {
  const { hasChosen, recipients } = draft;
  const toggle = (userId: string, isOn: boolean) =>
    onChange({
      recipients: isOn ? [...recipients, userId] : recipients.filter((one) => one !== userId),
    });
  return (
    <fieldset aria-describedby={error && "alert-recipients-error"} className="min-w-0">
      <legend className="text-sm font-semibold">Who is mailed</legend>
      <div className="mt-2 grid gap-1">
        <Choice isOn={!hasChosen} onChoose={() => onChange({ hasChosen: false })}>
          The account’s address, <span className="[overflow-wrap:anywhere]">{accountEmail}</span>
        </Choice>
        <Choice isOn={hasChosen} onChoose={() => onChange({ hasChosen: true })}>
          People of this account
        </Choice>
        {hasChosen && (
          <div className="ml-6.5 grid">
            {people.map(({ user_id, email, name }) => (
              <Checkbox
                key={user_id}
                checked={recipients.includes(user_id)}
                aria-invalid={error ? true : undefined}
                onChange={(event) => toggle(user_id, event.target.checked)}
                label={
                  <span className="[overflow-wrap:anywhere]">
                    {name && `${name}, `}
                    {email}
                  </span>
                }
              />
            ))}
          </div>
        )}
      </div>
      {error && (
        <p id="alert-recipients-error" className="mt-1 text-[0.8125rem] font-medium text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface ChoiceProps {
  isOn: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}

function Choice({ isOn, onChoose, children }: ChoiceProps) {
  return (
    <label className="flex min-h-8 items-center gap-2.5 text-sm">
      <input
        type="radio"
        name="alert-recipients"
        checked={isOn}
        onChange={onChoose}
        className="size-4 shrink-0 accent-accent"
      />
      <span>{children}</span>
    </label>
  );
}
