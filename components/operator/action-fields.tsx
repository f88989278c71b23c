import { describedBy, Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";

/** What is asked before something is done. A number that is left empty is null where it may be. */
export interface ActionField {
  name: string;
  label: string;
  kind: "text" | "area" | "number" | "check";
  hint?: string;
  isOptional?: boolean;
}

/** Why something was done; every change that is not harmless asks for it. */
export const noteField: ActionField = {
  name: "note",
  label: "Note for the log",
  kind: "area",
  hint: "Operators read it later. The customer does not.",
};

export function ActionFields({ fields }: { fields: readonly ActionField[] }) {
  return fields.map((field) => <OneField key={field.name} {...field} />);
}

function OneField({ name, label, kind, hint, isOptional }: ActionField) {
  const id = `action-${name}`;
  if (kind === "check")
    return (
      <label className="flex items-start gap-2 text-sm">
        <input type="checkbox" name={name} className="mt-1 size-4 accent-accent" />
        {label}
      </label>
    );
  const common = { ...describedBy(id, { hint }), name, required: !isOptional };
  return (
    <Field id={id} label={label} hint={hint}>
      {kind === "area" ? (
        <Textarea {...common} maxLength={500} className="min-h-20" />
      ) : (
        <Input {...common} type={kind} step={kind === "number" ? 1 : undefined} autoComplete="off" />
      )}
    </Field>
  );
}

/** The values of a form, as the route takes them. */
export function readFields(fields: readonly ActionField[], data: FormData): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const text = String(data.get(name) ?? "").trim();
      if (kind === "check") return [name, data.get(name) === "on"];
      if (kind === "number") return [name, text === "" ? null : Number(text)];
      return [name, text];
    }),
  );
}
