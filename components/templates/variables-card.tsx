import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type EditedVariable, type TemplateDraft, variablesOf } from "./draft";
import { type Issues, issueAt } from "./issues";

interface VariablesCardProps {
  draft: TemplateDraft;
  values: Readonly<Record<string, string>>;
  issues: Issues;
  /** What is wrong with the test values. */
  valueIssues: Issues;
  onChange: (variables: readonly EditedVariable[]) => void;
  onValues: (values: Readonly<Record<string, string>>) => void;
}

/** The variables that the draft uses: their types, fallbacks, and values to try them with. */
export function VariablesCard({
  draft,
  values,
  issues,
  valueIssues,
  onChange,
  onValues,
}: VariablesCardProps) {
  const variables = variablesOf(draft);
  const set = (index: number, part: Partial<EditedVariable>) =>
    onChange(variables.map((one, other) => (other === index ? { ...one, ...part } : one)));
  if (variables.length === 0)
    return (
      <Card title="Variables">
        <p className="text-muted">
          Write <code className="font-mono text-xs">{"{{{NAME}}}"}</code> in the subject or in the content,
          and it appears here.
        </p>
      </Card>
    );
  return (
    <Card title="Variables">
      <p className="mb-3 text-[0.8125rem] text-muted">
        A variable without a fallback needs a value in every send. Test values are for the preview and the
        test, and are not saved.
      </p>
      <ul className="grid gap-4">
        {variables.map(({ key, type, fallback }, index) => {
          const error = issueAt(issues, `/variables/${index}`) ?? issueAt(valueIssues, `/values/${key}`);
          return (
            <li key={key} className="grid gap-1.5">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <code className="font-mono text-[0.8125rem] font-medium break-all">{key}</code>
                <Select
                  aria-label={`Type of ${key}`}
                  value={type}
                  onChange={(event) =>
                    set(index, { type: event.target.value === "number" ? "number" : "string" })
                  }
                  className="h-8 w-28 text-[0.8125rem]"
                >
                  <option value="string">Text</option>
                  <option value="number">Number</option>
                </Select>
              </div>
              <div className="grid grid-cols-2 gap-2">
                <ValueInput
                  label="Fallback"
                  variable={key}
                  type={type}
                  value={fallback}
                  onChange={(next) => set(index, { fallback: next })}
                  errorId={error ? `variable-${key}-error` : undefined}
                />
                <ValueInput
                  label="Test value"
                  variable={key}
                  type={type}
                  value={values[key] ?? ""}
                  onChange={(next) => onValues({ ...values, [key]: next })}
                />
              </div>
              {error && (
                <p id={`variable-${key}-error`} className="text-[0.8125rem] font-medium text-danger">
                  {error}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

interface ValueInputProps {
  label: string;
  variable: string;
  type: EditedVariable["type"];
  value: string;
  onChange: (value: string) => void;
  errorId?: string;
}

function ValueInput({ label, variable, type, value, onChange, errorId }: ValueInputProps) {
  const id = `${label.replace(" ", "-")}-${variable}`;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
        <span className="sr-only"> of {variable}</span>
      </label>
      <Input
        id={id}
        aria-invalid={errorId ? true : undefined}
        aria-describedby={errorId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        inputMode={type === "number" ? "decimal" : undefined}
        autoComplete="off"
      />
    </div>
  );
}
