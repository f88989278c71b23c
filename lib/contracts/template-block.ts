import { z } from "zod";
import { isStorable } from "./address";
import { PLACEHOLDER, TEMPLATE_BLOCKS_MAX } from "./template-rules";

const TEXT_CHARS_MAX = 10_000;
const URL_CHARS_MAX = 2_000;

const words = (charsMax: number) =>
  z
    .string()
    .max(charsMax, `At most ${charsMax.toLocaleString("en")} characters.`)
    .refine(isStorable, "Must not contain the character U+0000, nor half of a character.");

const startsWithVariable = (text: string) => text.trim().search(PLACEHOLDER) === 0;
const LINK = /^(https?:\/\/|mailto:|tel:)\S/i;
const IMAGE = /^https?:\/\/\S/i;

const address = (isGood: RegExp, message: string) =>
  words(URL_CHARS_MAX)
    .trim()
    .refine((text) => isGood.test(text) || startsWithVariable(text), message);

/** A piece of an email that is put together in the editor. `{{{NAME}}}` may stand in every text. */
export const templateBlockSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("heading"),
    text: words(TEXT_CHARS_MAX),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  }),
  z.object({ type: z.literal("paragraph"), text: words(TEXT_CHARS_MAX) }),
  z.object({
    type: z.literal("button"),
    text: words(200),
    url: address(LINK, "Write an address that begins with `https://`, `mailto:` or a variable."),
  }),
  z.object({
    type: z.literal("image"),
    url: address(IMAGE, "Write an address that begins with `https://` or a variable."),
    alt: words(500).default(""),
    width: z.number().int().min(16, "At least 16.").max(1200, "At most 1200.").nullable().default(null),
  }),
  z.object({ type: z.literal("divider") }),
  z.object({
    type: z.literal("spacer"),
    height: z.number().int().min(4, "At least 4.").max(200, "At most 200.").default(24),
  }),
]);
export type TemplateBlock = z.infer<typeof templateBlockSchema>;

export const templateBlocksSchema = z
  .array(templateBlockSchema)
  .min(1, "Add at least one block.")
  .max(TEMPLATE_BLOCKS_MAX, `At most ${TEMPLATE_BLOCKS_MAX} blocks.`);
