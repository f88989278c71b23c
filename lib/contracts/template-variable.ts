import { z } from "zod";
import { isStorable } from "./address";
import {
  RESERVED_VARIABLES,
  TEMPLATE_VARIABLES_MAX,
  VARIABLE_KEY,
  VARIABLE_VALUE_CHARS_MAX,
} from "./template-rules";

const KEY_HINT = "A variable's name is 1 to 50 ASCII letters, digits or `_`.";

const textValue = z
  .string()
  .max(VARIABLE_VALUE_CHARS_MAX, `A value takes at most ${VARIABLE_VALUE_CHARS_MAX} characters.`)
  .refine(isStorable, "Must not contain the character U+0000, nor half of a character.");
const numberValue = z
  .number()
  .min(-Number.MAX_SAFE_INTEGER, "At least -(2^53 - 1).")
  .max(Number.MAX_SAFE_INTEGER, "At most 2^53 - 1.");

/** A variable of a template. `fallback_value` is used where a send gives no value; null means that it must give one. */
export const templateVariableSchema = z
  .object({
    key: z
      .string({ error: KEY_HINT })
      .regex(VARIABLE_KEY, KEY_HINT)
      .refine((key) => !RESERVED_VARIABLES.includes(key), "This name is reserved. Choose another one."),
    type: z.enum(["string", "number"], { error: "The type is `string` or `number`." }),
    fallback_value: z.union([textValue, numberValue], { error: "Give a string or a number." }).nullish(),
  })
  .refine(({ type, fallback_value: value }) => value == null || typeof value === type, {
    path: ["fallback_value"],
    error: "The fallback must be of the variable's type.",
  })
  .transform(({ key, type, fallback_value }) => ({ key, type, fallback_value: fallback_value ?? null }));
export type TemplateVariable = z.infer<typeof templateVariableSchema>;

export const templateVariablesSchema = z
  .array(templateVariableSchema, { error: "Give a list of variables." })
  .max(TEMPLATE_VARIABLES_MAX, `At most ${TEMPLATE_VARIABLES_MAX} variables.`)
  .superRefine((variables, context) => {
    const keys = variables.map(({ key }) => key);
    keys.forEach((key, index) => {
      if (keys.indexOf(key) !== index)
        context.addIssue({ code: "custom", path: [index, "key"], message: "This variable is given twice." });
    });
  });

/** Values by variable. Those that a template does not know are no fault: it may have had them yesterday. */
export const variableValuesSchema = z.record(
  z.string().regex(VARIABLE_KEY, KEY_HINT),
  z.union([textValue, numberValue], { error: "A value is a string or a number." }),
);
export type VariableValues = z.infer<typeof variableValuesSchema>;

/** A template in place of an email's content. */
export const templateReferenceSchema = z.object({
  /** Its id, or its alias. */
  id: z
    .string({ error: "Give the id or the alias of a template." })
    .min(1, "Give the id or the alias of a template.")
    .max(100, "An alias takes at most 100 characters."),
  variables: variableValuesSchema
    .refine((values) => Object.keys(values).length <= 2 * TEMPLATE_VARIABLES_MAX, {
      error: `At most ${2 * TEMPLATE_VARIABLES_MAX} values.`,
    })
    .optional(),
});
export type TemplateReference = z.infer<typeof templateReferenceSchema>;
