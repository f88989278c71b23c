import "server-only";
import { isWithinBudget, type KeyUse } from "../keys/budget";
import type { Acceptance, Candidate } from "./candidate";

/** A balance older than this is read anew before credits are held. */
const FRESH_FOR_MS = 2_000;
/**
 * A balance that is too low is believed this long, so that a caller who goes on after a 402 does not use up the reads
 * of all others. Credits that arrive meanwhile are announced by a webhook, after which the balance is read at once.
 */
const SHORT_FOR_MS = 5_000;
/** While Dodo is away, the mirror serves this long: a password reset must not wait for a ledger. */
export const MIRROR_SERVES_MS = 15 * 60 * 1000;

const UNUSED: KeyUse = { today: 0, month: 0 };

/** What is decided on: the account as it is while it is locked. */
export interface MirroredAccount {
  balance: number | null;
  held: number;
  /** A webhook said that the balance has changed. */
  isStale: boolean;
  isBeingCaptured: boolean;
  /** Since Dodo confirmed the balance; null if it never did. */
  ageMs: number | null;
  /** Credits that may be accepted besides, see `credit_accounts.quota`; null for any number. */
  quota: number | null;
}

type Decision = Extract<Acceptance, { kind: "accepted" | "stale" | "short" | "over-budget" | "barred" }>;

/**
 * Which requests the balances allow, each in the order in which it came. A request that may not trust an old mirror is
 * `stale` and takes nothing. Pure: this is the rule that no parallelism can overspend.
 */
export function decideHolds(
  accounts: ReadonlyMap<string, MirroredAccount>,
  candidates: readonly Candidate[],
  usedByKey: ReadonlyMap<string, KeyUse> = new Map(),
) {
  const decisions = new Map<Candidate, Decision>();
  const available = new Map<string, number>();
  const quotas = new Map<string, number | null>();
  const used = new Map(usedByKey);
  for (const candidate of candidates) {
    const { customerId, credits, emailId, trustsMirror, key } = candidate;
    const account = accounts.get(customerId);
    if (!account) throw new Error(`Customer ${customerId} has no credit account`);
    const before = available.get(customerId) ?? (account.balance ?? 0) - account.held;
    const isEnough = before >= credits;
    const quota = quotas.get(customerId) ?? account.quota;
    if (!candidate.isRepeat && quota !== null && quota < credits) {
      decisions.set(candidate, { kind: "barred" });
      continue;
    }
    // Its key was taken a moment ago and is free now: it has to be looked into like a new one.
    if (candidate.isRepeat || mustRead(account, isEnough, trustsMirror)) {
      decisions.set(candidate, { kind: "stale" });
      continue;
    }
    const use = (key && used.get(key.id)) ?? UNUSED;
    const budget = key ? isWithinBudget(key, use, credits) : "ok";
    if (budget !== "ok") {
      decisions.set(candidate, { kind: "over-budget", period: budget });
      continue;
    }
    if (isEnough && key) used.set(key.id, { today: use.today + credits, month: use.month + credits });
    const after = isEnough ? before - credits : before;
    available.set(customerId, after);
    if (isEnough && quota !== null) quotas.set(customerId, quota - credits);
    decisions.set(
      candidate,
      isEnough
        ? { kind: "accepted", emailId, credits, available: after }
        : { kind: "short", available: before },
    );
  }
  return decisions;
}

/** True if Dodo is to be asked first. While credits suffice, a capture in flight brings a new balance by itself. */
function mustRead(
  { isStale, isBeingCaptured, ageMs }: MirroredAccount,
  isEnough: boolean,
  trustsMirror: Candidate["trustsMirror"],
): boolean {
  if (trustsMirror === "yes") return false;
  if (ageMs === null || ageMs > MIRROR_SERVES_MS) return true;
  if (isEnough && trustsMirror === "while-it-serves") return false;
  if (isEnough) return !isBeingCaptured && (isStale || ageMs > FRESH_FOR_MS);
  return isStale || ageMs > SHORT_FOR_MS;
}
