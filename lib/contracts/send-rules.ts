import { isHeaderSafe, isStorable } from "./address";
import type { TextRule } from "./text-rule";

/** Resend takes at most 50 recipients in one email; MailKit counts to, cc and bcc together. */
export const RECIPIENTS_MAX = 50;
/** Emails of one batch: Resend's limit, and the size of a call to it. */
export const SEND_AT_ONCE_MAX = 100;
/** Resend's limit for a whole email, after base64; the rest of it is small beside this. */
export const EMAIL_BYTES_MAX = 40_000_000;
/** Mail programs clip far earlier (Gmail at about 100 kB); this bounds a row, not taste. */
const CONTENT_CHARS_MAX = 500_000;
/** RFC 5322 section 2.1.1: a line has at most 998 characters. */
const SUBJECT_CHARS_MAX = 998;
/** Resend takes content ids under 128 characters. */
const CONTENT_ID_CHARS_MAX = 127;
const HEADER_VALUE_CHARS_MAX = 2000;

const atMost = (count: number) => `At most ${count.toLocaleString("en")}`;
const atMostChars = (chars: number) => ({ chars, fault: `${atMost(chars)} characters.` });
const listOfAtMost = (count: number, things: string) => ({ count, fault: `${atMost(count)} ${things}.` });

/** How many there may be of each. */
export const LISTS = {
  addresses: listOfAtMost(RECIPIENTS_MAX, "addresses"),
  attachments: listOfAtMost(100, "attachments"),
  headers: listOfAtMost(20, "headers"),
  /** Resend allows 75 tags; two of them are MailKit's own. */
  tags: listOfAtMost(73, "tags"),
};

export const NO_RECIPIENTS = "Give at least one recipient.";

export const SUBJECT: TextRule = {
  kind: "A subject is required.",
  empty: "A subject is required.",
  max: atMostChars(SUBJECT_CHARS_MAX),
  fit: { isFit: isHeaderSafe, fault: "A subject must not contain line breaks or control characters." },
};

/** HTML and text. */
export const CONTENT: TextRule = {
  max: atMostChars(CONTENT_CHARS_MAX),
  fit: { isFit: isStorable, fault: "Must not contain the character U+0000, nor half of a character." },
};

export const SCHEDULED_AT: TextRule = {
  empty: "Give a time.",
  max: { chars: 100, fault: "A time takes at most 100 characters." },
};

export const HEADER_VALUE: TextRule = {
  kind: "A header value is a string.",
  max: {
    chars: HEADER_VALUE_CHARS_MAX,
    fault: `A header value takes at most ${HEADER_VALUE_CHARS_MAX} characters.`,
  },
  fit: { isFit: isHeaderSafe, fault: "A header value must not contain line breaks or control characters." },
};

const TAG_PATTERN = {
  of: /^[A-Za-z0-9_-]{1,256}$/,
  fault: "Use 1 to 256 ASCII letters, digits, `_` or `-`.",
};
export const TAG_VALUE: TextRule = { pattern: TAG_PATTERN };
export const TAG_NAME: TextRule = {
  pattern: TAG_PATTERN,
  fit: {
    isFit: (name) => !name.startsWith("mailkit"),
    fault: "Names that begin with `mailkit` are MailKit's own.",
  },
};

const headerText = (charsMax: number): TextRule => ({
  empty: "Must not be empty.",
  max: atMostChars(charsMax),
  fit: { isFit: isHeaderSafe, fault: "Must not contain line breaks or control characters." },
});
export const FILE_NAME = headerText(255);
export const CONTENT_ID = headerText(CONTENT_ID_CHARS_MAX);

export const MEDIA_TYPE: TextRule = {
  max: atMostChars(255),
  pattern: {
    // RFC 2045: type, subtype, and parameters.
    of: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *; *[\w-]+=("[\w .:/-]*"|[\w.:/-]+))*$/,
    fault: "Must be a media type, such as `application/pdf`.",
  },
};

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Of a file without the line breaks that some languages write. */
export const FILE_CONTENT = {
  fit: {
    isFit: (text: string) => text !== "" && text.length % 4 === 0 && BASE64.test(text),
    fault: "Must be base64 (RFC 4648, with padding) and not empty.",
  },
} satisfies TextRule;
