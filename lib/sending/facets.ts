import "server-only";
import type { Envelope } from "../db/schema/emails";

/**
 * What an email is found by in lists: each is one row of `email_facets`. A letter says of what kind it is, so that all
 * kinds share one index, and the beginning of a text finds the texts that begin so.
 */

/** A subject is found by its beginning, of at most this many characters. */
export const SUBJECT_FACET_CHARACTERS_MAX = 80;

interface Facetted {
  to: readonly string[];
  envelope: Envelope;
  subject: string;
  apiKeyId: string | null;
  tags: readonly { name: string; value: string }[];
}

/** The facets of an email, each once. The migration that made the table says the same in SQL. Pure. */
export function facetsOf({ to, envelope, subject, apiKeyId, tags }: Facetted): string[] {
  const recipients = [...to, ...envelope.cc, ...envelope.bcc];
  return [
    ...new Set([
      ...recipients.map((recipient) => recipientFacet(bareAddress(recipient))),
      subjectFacet(subject),
      domainFacet(bareAddress(envelope.from).replace(/^.*@/, "")),
      ...(apiKeyId === null ? [] : [keyFacet(apiKeyId)]),
      ...tags.map(({ name, value }) => tagFacet(`${name}=${value}`)),
    ]),
  ];
}

export const recipientFacet = (address: string) => `r:${lowerAscii(address)}`;
export const domainFacet = (domain: string) => `d:${lowerAscii(domain)}`;
export const keyFacet = (keyId: string) => `k:${keyId}`;
/** `name=value`. */
export const tagFacet = (tag: string) => `t:${tag}`;

/** Of a subject, or of the beginning of one. */
export function subjectFacet(subject: string): string {
  // By whole characters: half a surrogate pair is nothing that a database takes.
  return `s:${lowerAscii([...subject.slice(0, 2 * SUBJECT_FACET_CHARACTERS_MAX)].slice(0, SUBJECT_FACET_CHARACTERS_MAX).join(""))}`;
}

/** Lower case as PostgreSQL's locale "C" has it, which is the same on every server. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** `ada@example.net` of `Ada <ada@example.net>`, as addresses are written once they were accepted. */
function bareAddress(text: string): string {
  return text.endsWith(">") ? text.slice(text.lastIndexOf("<") + 1, -1) : text;
}
