import "server-only";

/** A scheduled email whose time has come. */
export interface DueEmail {
  id: string;
  credits: number;
  /** Why it can't go out any more although it could when it was accepted; null if it can. */
  trouble: string | null;
}

export interface DueDecision {
  released: string[];
  failed: { id: string; cause: string }[];
}

/** For the sender, of an email whose hold is not covered any more. */
export const NO_LONGER_PAID =
  "Its credits have expired or were taken back before it was due. Nothing was charged.";

/**
 * Which of a customer's due emails go out. `available` is what they can spend, with the holds of all their emails taken
 * off: below zero, credits that were held for emails are gone, and the latest of the due ones do not go out. Pure.
 */
export function decideDue(available: number, due: readonly DueEmail[]): DueDecision {
  const failed = due.flatMap(({ id, trouble }) => (trouble === null ? [] : [{ id, cause: trouble }]));
  const creditsOf = (emails: readonly DueEmail[]) => emails.reduce((sum, { credits }) => sum + credits, 0);
  let short = -available - creditsOf(due.filter(({ trouble }) => trouble !== null));
  const sound = due.filter(({ trouble }) => trouble === null);
  while (short > 0) {
    const last = sound.pop();
    if (!last) break;
    failed.push({ id: last.id, cause: NO_LONGER_PAID });
    short -= last.credits;
  }
  return { released: sound.map(({ id }) => id), failed };
}
