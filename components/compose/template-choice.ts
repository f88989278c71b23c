import type { TemplateEntry } from "@/lib/contracts/template";
import type { TemplateVersion } from "@/lib/contracts/template-version";

/** A template that an email is written with, and the values that were typed for its variables. */
export interface TemplateChoice {
  id: string;
  alias: string | null;
  name: string;
  version: number;
  /** What it brings if the email does not say; null if nothing. */
  subject: string | null;
  from: string | null;
  variables: readonly ChoiceVariable[];
  values: Readonly<Record<string, string>>;
}

interface ChoiceVariable {
  key: string;
  type: "string" | "number";
  /** Null: the email must give a value. */
  fallback: string | null;
}

/** The choice of a template; values that were typed for the one before are kept where the names are the same. */
export function choiceOf(
  { id, alias, name }: TemplateEntry,
  { number, subject, from, variables }: TemplateVersion,
  values: TemplateChoice["values"] = {},
): TemplateChoice {
  return {
    id,
    alias,
    name,
    version: number,
    subject,
    from,
    variables: variables.map(({ key, type, fallback_value }) => ({
      key,
      type,
      fallback: fallback_value === null ? null : String(fallback_value),
    })),
    values,
  };
}

/** The values that were typed, numbers as numbers. What is no number stays as it is: the server says what is wrong. */
export function valuesOf({ variables, values }: TemplateChoice): Record<string, string | number> {
  const given = variables.flatMap(({ key, type }): [string, string | number][] => {
    const typed = values[key] ?? "";
    if (typed === "") return [];
    const number = Number(typed);
    return [[key, type === "number" && typed.trim() !== "" && Number.isFinite(number) ? number : typed]];
  });
  return Object.fromEntries(given);
}

/** The member `template` of a request. The alias is what people recognise in code. */
export function templateOf(choice: TemplateChoice) {
  const variables = valuesOf(choice);
  return {
    id: choice.alias ?? choice.id,
    ...(Object.keys(variables).length > 0 && { variables }),
  };
}
