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
                <Input
                  aria-label={`Fallback of ${key}`}
                  aria-invalid={error ? true : undefined}
                  aria-describedby={error ? `variable-${key}-error` : undefined}
                  value={fallback}
                  onChange={(event) => set(index, { fallback: event.target.value })}
                  placeholder="Fallback"
                  inputMode={type === "number" ? "decimal" : undefined}
                  autoComplete="off"
                />
                <Input
                  aria-label={`Test value of ${key}`}
                  value={values[key] ?? ""}
                  onChange={(event) => onValues({ ...values, [key]: event.target.value })}
                  placeholder="Test value"
                  inputMode={type === "number" ? "decimal" : undefined}
                  autoComplete="off"
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
