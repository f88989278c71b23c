import "server-only";
import type { EventDetail } from "../contracts/email-event";

/**
 * Which of an email's recipients a bounce, complaint or suppression is about. Resend sends one message for an email, with
 * all of its recipients. So it is the only one there is, or the one of several that the receiving server names;
 * null if that can't be told, because a guess would stop mail to somebody who did nothing. Pure.
 */
export function blamedRecipient(recipients: readonly string[], detail: EventDetail): string | null {
  const distinct = [...new Set(recipients.map((recipient) => recipient.toLowerCase()))];
  if (distinct.length === 1) return distinct[0] ?? null;
  const words = wordsOf(detail).toLowerCase();
  const named = distinct.filter((recipient) => isNamed(recipient, words));
  return named.length === 1 ? (named[0] ?? null) : null;
}

function wordsOf({ bounce, suppressed }: EventDetail): string {
  return [bounce?.message, ...(bounce?.diagnosticCode ?? []), suppressed?.message].join("\n");
}

/** As a whole: `ada@mailbox.dev` is named neither by `nada@mailbox.dev` nor by `ada@mailbox.dev.example`. */
function isNamed(address: string, words: string): boolean {
  const literal = address.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  return new RegExp(`(?<![a-z0-9._%+'-])${literal}(?![a-z0-9-]|\\.[a-z0-9])`).test(words);
}
