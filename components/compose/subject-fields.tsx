import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Draft } from "./draft";
import type { FieldErrors } from "./field-errors";

interface SubjectFieldsProps {
  draft: Draft;
  errors: FieldErrors;
  onChange: (part: Partial<Draft>) => void;
  /** The reader's own address. */
  email: string;
}

/** What the email is about, and where answers go. */
export function SubjectFields({ draft, errors, onChange, email }: SubjectFieldsProps) {
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <Field id="subject" label="Subject" error={errors.subject}>
        <Input
          {...describedBy("subject", { error: errors.subject })}
          value={draft.subject}
          placeholder={draft.template?.subject ?? undefined}
          onChange={(event) => onChange({ subject: event.target.value })}
        />
      </Field>
      <Field id="reply_to" label="Reply-To (optional)" error={errors.reply_to}>
        <Input
          {...describedBy("reply_to", { error: errors.reply_to })}
          value={draft.replyTo}
          onChange={(event) => onChange({ replyTo: event.target.value })}
          placeholder={email}
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
    </div>
  );
}
