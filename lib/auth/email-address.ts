import "server-only";

import { z } from "zod";

/** RFC 5321 section 4.5.3.1.3: a path has 256 octets with its brackets. */
const ADDRESS_CHARS_MAX = 254;
const HINT = "Write an email address, as in name@example.com.";

/**
 * The address of a user: the same person must always come out as the same text. All parts of an address are compared
 * in lower case, as every mail system in use does.
 */
export const userEmailSchema = z
  .string({ error: HINT })
  .transform(normaliseEmail)
  .pipe(z.email(HINT).max(ADDRESS_CHARS_MAX, `An address takes at most ${ADDRESS_CHARS_MAX} characters.`));

/** Trims and lower-cases. Every address that is stored or compared in lib/auth goes through here. */
export function normaliseEmail(text: string): string {
  return text.trim().toLowerCase();
}
