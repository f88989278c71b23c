import { formatAddress, parseAddress } from "@/lib/contracts/address";
import { countRecipients } from "@/lib/contracts/email-rules";
import type { SendInput } from "@/lib/contracts/send";
import type { AttachedFile } from "./files";
import { type TemplateChoice, templateOf } from "./template-choice";
import { type When, whenToSend } from "./when";

/** Addresses of one line: those that are entered, and what is being typed. */
export interface AddressLine {
  entries: readonly string[];
  typed: string;
}

/** Who an email is from. Without a domain it is the operator's own sender. */
export interface From {
  domain: string | null;
  localPart: string;
  name: string;
}

/** A header or a tag. */
export interface Pair {
  name: string;
  value: string;
}

/** An email that is being written. */
export interface Draft {
  from: From;
  to: AddressLine;
  cc: AddressLine;
  bcc: AddressLine;
  replyTo: string;
  subject: string;
  /** In place of HTML and text, which are kept for whoever changes their mind; null for none. */
  template: TemplateChoice | null;
  html: string;
  text: string;
  files: readonly AttachedFile[];
  when: When;
  headers: readonly Pair[];
  tags: readonly Pair[];
  unsubscribe: boolean;
}

export const emptyLine: AddressLine = { entries: [], typed: "" };
export const emptyDraft: Draft = {
  from: { domain: null, localPart: "", name: "" },
  to: emptyLine,
  cc: emptyLine,
  bcc: emptyLine,
  replyTo: "",
  subject: "",
  template: null,
  html: "",
  text: "",
  files: [],
  when: { kind: "now", at: "", words: "" },
  headers: [],
  tags: [],
  unsubscribe: false,
};

/** Commas, semicolons and line breaks part addresses, but not inside of a quoted name. */
const SEPARATORS = /[,;\n]+(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** `a@x.net, "Byron, Ada" <b@x.net>` → two addresses. Text that is no address is kept, so that it can be corrected. */
export function splitAddresses(text: string): string[] {
  return text
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

export function addressesOf({ entries, typed }: AddressLine): string[] {
  return [...entries, ...splitAddresses(typed)];
}

/** Entered addresses, and typed ones once they are whole, or what hangs on them would flicker with every key. */
export function settledAddresses({ entries, typed }: AddressLine): string[] {
  return [...entries, ...splitAddresses(typed).filter(parseAddress)];
}

/** How many recipients there are by now. */
export function recipientsOf({ to, cc, bcc }: Draft): number {
  return countRecipients({
    to: settledAddresses(to),
    cc: settledAddresses(cc),
    bcc: settledAddresses(bcc),
  });
}

/** What a draft becomes: its lists are lists. */
export type DraftRequest = SendInput & Record<"to" | "cc" | "bcc" | "reply_to", string[]>;

/** The request for a draft, without what was left empty. */
export function toRequest(draft: Draft): DraftRequest {
  const headers = pairsOf(draft.headers);
  const tags = pairsOf(draft.tags);
  return {
    ...fromOf(draft.from),
    to: addressesOf(draft.to),
    ...contentOf(draft),
    cc: addressesOf(draft.cc),
    bcc: addressesOf(draft.bcc),
    reply_to: splitAddresses(draft.replyTo),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    }),
    ...(tags.length > 0 && { tags }),
    ...(draft.files.length > 0 && { attachments: draft.files.map(toAttachment) }),
    ...whenToSend(draft.when),
    ...(draft.unsubscribe && { unsubscribe: true }),
  };
}

/** Subject and bodies, or the template that brings them; a subject that is written goes before the template's. */
function contentOf({ subject, html, text, template }: Draft) {
  const has = (part: string) => part.trim() !== "";
  if (template) return { ...(has(subject) && { subject }), template: templateOf(template) };
  return { subject, ...(has(html) && { html }), ...(has(text) && { text }) };
}

/** The member `from`, none for the operator's sender. */
export function fromOf({ domain, localPart, name }: From): { from?: string } {
  if (domain === null) return {};
  return { from: formatAddress({ name: name.trim() || null, address: `${localPart.trim()}@${domain}` }) };
}

function pairsOf(pairs: readonly Pair[]): Pair[] {
  return pairs
    .map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
    .filter(({ name, value }) => name !== "" || value !== "");
}

function toAttachment({ name, type, contentId, content }: AttachedFile) {
  return {
    filename: name,
    ...(type && { content_type: type }),
    ...(contentId.trim() && { content_id: contentId.trim() }),
    content,
  };
}

/** A header that is given twice, which a request has no room for; null if there is none. */
export function repeatedHeader({ headers }: Draft): string | null {
  const names = pairsOf(headers).map(({ name }) => name.toLowerCase());
  return names.find((name, index) => names.indexOf(name) !== index) ?? null;
}
