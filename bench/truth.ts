import type { Contender } from "./contender";

/** What the providers of one side have seen of the mails whose subject begins with a prefix. */
export interface Truth {
  /** Mails that Resend took. */
  accepted: number;
  /** Mails that Resend took although it had taken them before. */
  duplicates: number;
  /** Mails that Resend took and nobody paid for at Dodo. Negative: paid for and not sent. */
  unpaid: number;
  /** Requests that a provider refused because there were too many. */
  tooMany: number;
  /** Reads of a balance at Dodo. */
  balanceReads: number;
  subjects: Set<string>;
}

/** Takes the state of the sandbox now, and returns what has changed when it is called. Settle before both. */
export async function truthSince(contender: Contender): Promise<(subjectPrefix: string) => Promise<Truth>> {
  const before = await totals(contender);
  return async (subjectPrefix) => {
    const after = await totals(contender);
    const subjects = after.subjects.filter((subject) => subject.startsWith(subjectPrefix));
    const distinct = new Set(subjects);
    const accepted = after.subjects.length - before.subjects.length;
    return {
      accepted: subjects.length,
      duplicates: subjects.length - distinct.size,
      unpaid: accepted - (after.debited - before.debited),
      tooMany: after.tooMany - before.tooMany,
      balanceReads: after.balanceReads - before.balanceReads,
      subjects: distinct,
    };
  };
}

/** Sign-in links and warnings are free, and not what is measured. */
const MEASURED = /^B\d/;

async function totals({ sandbox, dodoIds }: Contender) {
  const state = await sandbox.state();
  const customers = new Set(dodoIds);
  return {
    subjects: state.emails.map(({ subject }) => subject).filter((subject) => MEASURED.test(subject)),
    debited: state.ledger
      .filter((row) => !row.is_credit && customers.has(row.customer_id))
      .reduce((total, row) => total + Number(row.amount), 0),
    tooMany: [...state.dodoCalls, ...state.resendCalls]
      .filter(({ status }) => status === 429)
      .reduce((total, { count }) => total + count, 0),
    balanceReads: state.dodoCalls
      .filter(({ method, route }) => method === "GET" && /\/balances\//.test(route))
      .reduce((total, { count }) => total + count, 0),
  };
}
