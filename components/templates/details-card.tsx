import { Card } from "@/components/ui/card";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { TemplateDraft } from "./draft";
import { type Issues, issueAt } from "./issues";

interface DetailsCardProps {
  draft: TemplateDraft;
  issues: Issues;
  onChange: (part: Partial<TemplateDraft>) => void;
}

const ALIAS_HINT = "Another name to send by, such as order-confirmation.";
const FROM_HINT = "Used if a send names no sender. On a domain of yours that is verified.";

/** What a template is called, and what it brings besides its content. */
export function DetailsCard({ draft, issues, onChange }: DetailsCardProps) {
  const field = (name: "name" | "alias" | "subject" | "from" | "replyTo", pointer: string, hint = "") => {
    const error = issueAt(issues, pointer);
    return {
      field: { id: `template-${name}`, error, hint: hint || undefined },
      input: {
        ...describedBy(`template-${name}`, { hint, error }),
        value: draft[name],
        onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
        autoComplete: "off",
      },
    };
  };
  const name = field("name", "/name");
  const alias = field("alias", "/alias", ALIAS_HINT);
  const subject = field("subject", "/subject");
  const from = field("from", "/from", FROM_HINT);
  const replyTo = field("replyTo", "/reply_to");
  return (
    <Card title="Details">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" {...name.field}>
          <Input {...name.input} maxLength={100} />
        </Field>
        <Field label="Alias (optional)" {...alias.field}>
          <Input
            {...alias.input}
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono text-[0.8125rem]"
          />
        </Field>
        <Field label="Subject" {...subject.field} className="sm:col-span-2">
          <Input {...subject.input} placeholder="Thanks for your order, {{{NAME}}}" />
        </Field>
        <Field label="From (optional)" {...from.field}>
          <Input {...from.input} placeholder="Acme <hello@acme.com>" spellCheck={false} inputMode="email" />
        </Field>
        <Field label="Reply-To (optional)" {...replyTo.field}>
          <Input {...replyTo.input} placeholder="help@acme.com" spellCheck={false} inputMode="email" />
        </Field>
      </div>
    </Card>
  );
}
