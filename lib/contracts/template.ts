import { z } from "zod";
import { isHeaderSafe, isStorable } from "./address";
import { addressSchema } from "./address-schema";
import { templateBlocksSchema } from "./template-block";
import { templateVariablesSchema } from "./template-variable";

const NAME_CHARS_MAX = 100;
const SUBJECT_CHARS_MAX = 998;
const CONTENT_CHARS_MAX = 500_000;
const REPLY_TO_MAX = 50;
/** HTML and text at their longest, written as JSON, and blocks beside them. */
export const TEMPLATE_BODY_BYTES_MAX = 4 * 1024 * 1024;

const name = z
  .string({ error: "Give the template a name." })
  .trim()
  .min(1, "Give the template a name.")
  .max(NAME_CHARS_MAX, `A name takes at most ${NAME_CHARS_MAX} characters.`)
  .refine(isHeaderSafe, "A name must not contain line breaks or control characters.");

const ALIAS_HINT =
  "An alias is 1 to 100 ASCII letters, digits, `.`, `_` or `-`, and begins with a letter or digit.";
const alias = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, ALIAS_HINT)
  // It would never be found: what looks like an id is one.
  .refine((text) => !z.uuid().safeParse(text).success, "An alias must not look like an id.");

const content = z
  .string()
  .max(CONTENT_CHARS_MAX, `At most ${CONTENT_CHARS_MAX.toLocaleString("en")} characters.`)
  .refine(isStorable, "Must not contain the character U+0000, nor half of a character.");

const orNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? null : value), schema.nullish());

export const templateFields = {
  alias: orNull(alias),
  subject: orNull(
    z
      .string()
      .max(SUBJECT_CHARS_MAX, `At most ${SUBJECT_CHARS_MAX} characters.`)
      .refine(isHeaderSafe, "A subject must not contain line breaks or control characters."),
  ),
  html: content.nullish(),
  text: content.nullish(),
  from: orNull(addressSchema),
  reply_to: z.preprocess(
    (value) => (value === "" ? null : typeof value === "string" ? [value] : value),
    z.array(addressSchema).max(REPLY_TO_MAX, `At most ${REPLY_TO_MAX} addresses.`).nullish(),
  ),
  variables: templateVariablesSchema.nullish(),
  /** MailKit's own: content as blocks, from which HTML and text are made. */
  blocks: templateBlocksSchema.nullish(),
};

/** False if a template is given both as HTML and as blocks. */
export const hasOneContent = (body: { html?: unknown; blocks?: unknown }) =>
  body.html == null || body.blocks == null;
export const oneContent = { path: ["blocks"], error: "Give either `html` or `blocks`, not both." };

/** Body of `POST /templates`. */
export const createTemplateSchema = z.object({ name, ...templateFields }).refine(hasOneContent, oneContent);
export type CreateTemplate = z.infer<typeof createTemplateSchema>;

/** Body of `PATCH /templates/{id}`: what is left out stays; null empties what may be empty. */
export const updateTemplateSchema = z
  .object({ name: name.optional(), ...templateFields })
  .refine(hasOneContent, oneContent);
export type UpdateTemplate = z.infer<typeof updateTemplateSchema>;

/** What creating, changing, publishing, restoring and duplicating answer. */
export const templateRefSchema = z.object({ object: z.literal("template"), id: z.uuid() });
export type TemplateRef = z.infer<typeof templateRefSchema>;

/** What changing answers: the `updated_at` that the next change may ask for in `If-Match`. */
export const templateSavedSchema = templateRefSchema.extend({ updated_at: z.iso.datetime() });
export type TemplateSaved = z.infer<typeof templateSavedSchema>;

export const templateRemovedSchema = templateRefSchema.extend({ deleted: z.literal(true) });
export type TemplateRemoved = z.infer<typeof templateRemovedSchema>;

const shownVariableSchema = z.object({
  key: z.string(),
  type: z.enum(["string", "number"]),
  fallback_value: z.union([z.string(), z.number()]).nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** An entry of `GET /templates`. */
export const templateEntrySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  alias: z.string().nullable(),
  status: z.enum(["draft", "published"]),
  published_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  /** The version that is sent; null until one was published. */
  published_version: z.number().int().nullable(),
  has_unpublished_versions: z.boolean(),
});
export type TemplateEntry = z.infer<typeof templateEntrySchema>;

/** Answer of `GET /templates`, newest first. */
export const templateListSchema = z.object({
  object: z.literal("list"),
  has_more: z.boolean(),
  data: z.array(templateEntrySchema),
});
export type TemplateList = z.infer<typeof templateListSchema>;

export const templateContentSchema = z.object({
  subject: z.string().nullable(),
  html: z.string(),
  text: z.string().nullable(),
  from: z.string().nullable(),
  reply_to: z.array(z.string()).nullable(),
  variables: z.array(shownVariableSchema),
  /** What the HTML was made from; null if it was written as it is. */
  blocks: templateBlocksSchema.nullable(),
});

/** Answer of `GET /templates/{id}`: the draft, which is what was saved last. */
export const templateSchema = templateEntrySchema.extend({
  object: z.literal("template"),
  current_version_id: z.uuid(),
  ...templateContentSchema.shape,
});
export type Template = z.infer<typeof templateSchema>;
