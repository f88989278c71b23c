import { z } from "zod";
import { isStorable } from "./address";
import { EMAIL_STATES } from "./email-filter-names";

/** How far an email has come, to Resend and from there to its recipients: one word for status and last event. */
const emailStateSchema = z.enum(EMAIL_STATES, { error: "This is no state that an email can be in." });

/** More than the longest address, and than what of a subject is looked at, has. */
const SEARCH_CHARACTERS_MAX = 80;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const words = z.string().trim().refine(isStorable, "Must not contain U+0000.");
const moment = z.iso.datetime({
  offset: true,
  precision: undefined,
  error: "Give a day such as 2030-01-31, or a time such as 2030-01-31T12:00:00+01:00.",
});
/** A day without a zone is one of UTC. */
const dayOr = (time: string) =>
  z
    .string()
    .transform((text) => (DAY.test(text) ? `${text}T${time}Z` : text))
    .pipe(moment)
    // ISO 8601 has a year 0, and PostgreSQL has none.
    .refine((text) => !text.startsWith("0000"), "The first year is 0001.");

/** What a list of emails is narrowed to; everything that is given must hold. Empty means not given. */
export const emailFilterSchema = z.object({
  status: emailStateSchema.optional(),
  /** Of the sender's address. */
  domain: words.max(253, "A domain takes at most 253 characters.").optional(),
  /** `name=value`. */
  tag: words
    .max(513, "A tag takes at most 513 characters.")
    .regex(/^[^=]+=[^=]+$/, "Write a tag as name=value.")
    .optional(),
  /** Id of the API key that it was sent with. */
  key: z.uuid("Choose one of your API keys.").optional(),
  /** Any of to, cc and bcc, whole. */
  recipient: words.max(254, "An address takes at most 254 characters.").optional(),
  /** The beginning of a recipient's address or of the subject. */
  search: words
    .max(SEARCH_CHARACTERS_MAX, `Search for at most ${SEARCH_CHARACTERS_MAX} characters.`)
    .optional(),
  /** The first and the last moment, or day, of being accepted. */
  since: dayOr("00:00:00").optional(),
  until: dayOr("23:59:59.999999").optional(),
});
export type EmailFilter = z.infer<typeof emailFilterSchema>;

/** Answer of `GET /api/dashboard/emails/filters`: what there is to choose from, of what the customer has sent so far. */
export const emailFilterChoicesSchema = z.object({
  domains: z.array(z.string()),
  /** At most the first hundred, by name and value. */
  tags: z.array(z.string()),
  keys: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type EmailFilterChoices = z.infer<typeof emailFilterChoicesSchema>;
