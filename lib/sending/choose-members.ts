import "server-only";

/** Resend's limit of a batch (docs: batch emails). */
export const EMAILS_PER_CALL_MAX = 100;
/** Resend names no limit for a batch; this keeps a call quick, and is far above a hundred ordinary mails. */
const CALL_BYTES_MAX = 4 * 1024 * 1024;

/** An email in the queue, without its payload. */
export interface Waiting {
  customerId: string;
  id: string;
  goesAlone: boolean;
  bytes: number;
}

/**
 * Which waiting emails leave in one call. `turns` has the customers in the order of their turns, each with their oldest
 * emails first: everybody's first goes before anybody's second, so a long queue of one delays nobody. An email that
 * must go alone goes when it stands first, and the others pass it until then. Pure.
 */
export function chooseMembers(turns: readonly (readonly Waiting[])[]): Waiting[] {
  const chosen: Waiting[] = [];
  let bytes = 0;
  const longest = Math.max(0, ...turns.map((emails) => emails.length));
  for (let rank = 0; rank < longest; rank++) {
    for (const emails of turns) {
      const email = emails[rank];
      if (!email) continue;
      if (email.goesAlone && chosen.length === 0) return [email];
      if (email.goesAlone) continue;
      bytes += email.bytes;
      if (chosen.length > 0 && bytes > CALL_BYTES_MAX) return chosen;
      chosen.push(email);
      if (chosen.length === EMAILS_PER_CALL_MAX) return chosen;
    }
  }
  return chosen;
}
