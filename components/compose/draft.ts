import { parseAddress } from "@/lib/contracts/address";
import { countRecipients, type SendInput } from "@/lib/contracts/send";

/** Addresses of one line: those that are entered, and what is being typed. */
export interface AddressLine {
  entries: readonly string[];
  typed: string;
}

/** An email that is being written. */
export interface Draft {
  to: AddressLine;
  cc: AddressLine;
  bcc: AddressLine;
  replyTo: string;
  subject: string;
  html: string;
  text: string;
}

const emptyLine: AddressLine = { entries: [], typed: "" };
export const emptyDraft: Draft = {
  to: emptyLine,
  cc: emptyLine,
  bcc: emptyLine,
  replyTo: "",
  subject: "",
  html: "",
  text: "",
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

/** What the email costs. A half-typed address does not count yet, or the number would flicker with every key. */
export function recipientsOf(draft: Draft): number {
  const settled = ({ entries, typed }: AddressLine) => [
    ...entries,
    ...splitAddresses(typed).filter(parseAddress),
  ];
  return countRecipients({ to: settled(draft.to), cc: settled(draft.cc), bcc: settled(draft.bcc) });
}

/** The request for a draft, without what was left empty. */
export function toRequest(draft: Draft): SendInput {
  const has = (text: string) => text.trim() !== "";
  return {
    to: addressesOf(draft.to),
    subject: draft.subject,
    ...(has(draft.html) && { html: draft.html }),
    ...(has(draft.text) && { text: draft.text }),
    cc: addressesOf(draft.cc),
    bcc: addressesOf(draft.bcc),
    reply_to: splitAddresses(draft.replyTo),
  };
}
