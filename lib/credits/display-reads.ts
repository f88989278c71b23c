import "server-only";
import { ProviderUnavailable } from "../errors";
import { perProcess } from "../per-process";
import type { Account } from "./account";

/** Nothing that MailKit knows of has happened since: who leafs back and forth costs no call. */
const FRESH_FOR_MS = 15_000;
/** Credits came or went since. Long enough that a page that is open while emails go out asks seldom. */
const FRESH_AFTER_CHANGE_MS = 3_000;
/** An older answer is not shown any more, not even as stale. */
const STALE_FOR_MS = 60 * 60_000;
/** Pages that are kept; a page has at most a hundred rows. */
const KEPT_MAX = 500;

/** An answer of Dodo's for a screen. */
export interface Displayed<T> {
  value: T;
  /** When Dodo was asked. */
  asOf: Date;
  /** Dodo could not be asked just now. */
  isStale: boolean;
}

interface Kept {
  value: unknown;
  asOf: Date;
  /** What was known of the account when Dodo was asked. */
  known: string;
}

const keptAnswers = () => perProcess("display-answers", () => new Map<string, Kept>());
const runningReads = () => perProcess("display-reads", () => new Map<string, Promise<Kept>>());

/**
 * Reads something of a customer's at Dodo for a screen, one read of each kind at a time, and keeps the answer for a few
 * seconds: however many screens are open, and whatever they ask, sends keep their budget. When Dodo can't be asked, the
 * last answer of this process is served as stale; without one it throws ProviderUnavailable. `what` names the read.
 */
export async function readForDisplay<T>(
  account: Account,
  what: string,
  read: () => Promise<T>,
): Promise<Displayed<T>> {
  const key = `${account.customerId} ${what}`;
  const known = stateOf(account);
  const kept = keptAnswers().get(key);
  const ageMs = kept ? Date.now() - kept.asOf.getTime() : Number.POSITIVE_INFINITY;
  if (kept && ageMs < (kept.known === known ? FRESH_FOR_MS : FRESH_AFTER_CHANGE_MS))
    return displayed<T>(kept, false);
  try {
    return displayed<T>(await readOnce(key, known, read), false);
  } catch (error) {
    if (kept && ageMs < STALE_FOR_MS) return displayed<T>(kept, true);
    throw error;
  }
}

/** Forgets what a customer's screens were answered: something has just been changed for them. */
export function forgetDisplayed(customerId: string): void {
  const kept = keptAnswers();
  for (const key of kept.keys()) if (key.startsWith(`${customerId} `)) kept.delete(key);
}

async function readOnce(key: string, known: string, read: () => Promise<unknown>): Promise<Kept> {
  const running = runningReads().get(key);
  if (running)
    // It may have been begun by another bundle, whose errors are of no class of this one.
    return running.catch((cause) => {
      throw new ProviderUnavailable("dodo", "Dodo Payments is not reachable right now.", 5, { cause });
    });
  const asOf = new Date();
  const reading = read()
    .then((value) => keep(key, { value, asOf, known }))
    .finally(() => runningReads().delete(key));
  runningReads().set(key, reading);
  return reading;
}

function keep(key: string, answer: Kept): Kept {
  const kept = keptAnswers();
  kept.delete(key);
  kept.set(key, answer);
  // A map is in the order of insertion, so the first is the oldest.
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  return answer;
}

/** Changes with everything that MailKit hears or does: captures, arrived credits, what webhooks say. */
function stateOf({ version, balance, balanceRoseAt, staleSince, billingStaleSince }: Account): string {
  return [
    version,
    balance,
    ...[balanceRoseAt, staleSince, billingStaleSince].map((at) => at?.getTime()),
  ].join();
}

// What is kept under a key was read by the caller of that key, so it is of the caller's type.
const displayed = <T>({ value, asOf }: Kept, isStale: boolean): Displayed<T> => ({
  value: value as T,
  asOf,
  isStale,
});
