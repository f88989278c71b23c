import "server-only";
import { z } from "zod";
import type { EmailEventType, EventDetail } from "../contracts/email-event";

const WORD_CHARS_MAX = 100;
const TEXT_CHARS_MAX = 1_000;
const LINK_CHARS_MAX = 2_000;
const CODES_MAX = 5;
const TAGS_MAX = 75;
const OWN_TAG_PREFIX = "mailkit";

// biome-ignore lint/suspicious/noControlCharactersInRegex: the database takes neither these nor half characters.
const UNPRINTABLE = /[\u0000-\u001f\u007f]|\p{Surrogate}/gu;

/** What is too long is cut, what is no text is empty: a message is worth more than the part that can't be read. */
const text = (charsMax: number) =>
  z
    .string()
    .transform((given) => given.slice(0, charsMax).replace(UNPRINTABLE, " "))
    .catch("");

const codes = z
  .union([z.array(z.unknown()), z.string().transform((code) => [code])])
  .transform((list) => list.slice(0, CODES_MAX).map((code) => text(TEXT_CHARS_MAX).parse(code)))
  .optional()
  .catch(undefined);

const bounce = z.object({
  type: text(WORD_CHARS_MAX),
  subType: text(WORD_CHARS_MAX),
  message: text(TEXT_CHARS_MAX),
  diagnosticCode: codes,
});
const click = z.object({
  link: text(LINK_CHARS_MAX),
  timestamp: text(WORD_CHARS_MAX),
  userAgent: text(TEXT_CHARS_MAX),
});
const failed = z.object({ reason: text(TEXT_CHARS_MAX) });
const suppressed = z.object({
  type: text(WORD_CHARS_MAX),
  reason: text(WORD_CHARS_MAX),
  message: text(TEXT_CHARS_MAX),
});

const data = z.object({
  bounce: bounce.optional().catch(undefined),
  click: click.optional().catch(undefined),
  failed: failed.optional().catch(undefined),
  suppressed: suppressed.optional().catch(undefined),
});

/** What is kept of a message's data beside its type: bounded, printable, never content. Pure. */
export function readDetail(type: EmailEventType, given: unknown): EventDetail {
  const parsed = data.safeParse(given);
  if (!parsed.success) return {};
  const { bounce, click, failed, suppressed } = parsed.data;
  if (type === "bounced" && bounce) return { bounce };
  if (type === "clicked" && click) return { click };
  if (type === "failed" && failed) return { failed };
  if (type === "suppressed" && suppressed) return { suppressed };
  return {};
}

const tagsSchema = z.record(z.string(), text(256));

/** The tags that the sender gave, without MailKit's own. Pure. */
export function readSendersTags(given: unknown): Record<string, string> {
  const parsed = tagsSchema.safeParse(given);
  if (!parsed.success) return {};
  const entries = Object.entries(parsed.data).filter(([name]) => !name.startsWith(OWN_TAG_PREFIX));
  return Object.fromEntries(entries.slice(0, TAGS_MAX));
}
