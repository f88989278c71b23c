import "server-only";

export interface CaptureCandidate {
  id: string;
  credits: number;
  resendId: string | null;
}

/**
 * Which of the waiting emails, oldest first, one debit can pay for without exceeding the balance, and the reason that
 * the customer reads in Dodo's ledger. Dodo takes a debit whole or not at all. Pure.
 */
export function fitIntoBalance(waiting: readonly CaptureCandidate[], balance: number) {
  const paid: CaptureCandidate[] = [];
  let credits = 0;
  for (const email of waiting) {
    if (credits + email.credits > balance) break;
    credits += email.credits;
    paid.push(email);
  }
  const [first] = paid;
  const reason =
    paid.length === 1 && first
      ? `email send ${first.resendId}`
      : `${paid.length} email sends, the first ${first?.resendId}`;
  return { emails: paid, credits, reason };
}
