import "server-only";
import type { EvidencePayment } from "../dodo/topup-evidence";

/** Money was taken, if only a part of it. */
const PAID = new Set(["succeeded", "partially_captured", "partially_captured_and_capturable"]);
const DEAD = new Set(["failed", "cancelled"]);
/** A payment may be on its way for this long before the customer is told that it needs them. */
const PATIENCE_MS = 2 * 60_000;
/**
 * A session that charges at once is good for 15 minutes at Dodo, and no request is on its way for longer. Twice that, and
 * lists without it over the second half, is taken as proof that there is no payment.
 */
const ABSENT_AFTER_MS = 30 * 60_000;
const ABSENT_FOR_MS = 15 * 60_000;

const MINUTE_MS = 60_000;
/** How long after the call it is looked how often. */
const LOOKS = [
  { untilMs: MINUTE_MS, everyMs: 3_000 },
  { untilMs: 10 * MINUTE_MS, everyMs: 20_000 },
  { untilMs: 60 * MINUTE_MS, everyMs: 2 * MINUTE_MS },
];
const LATE_LOOK_MS = 15 * MINUTE_MS;

export interface Evidence {
  /** The payments of the attempt; empty if Dodo has none. */
  payments: EvidencePayment[];
  calledForMs: number;
  /** For how long Dodo's lists have been without one; 0 if this is the first that is. */
  absentForMs: number;
}

export type Outcome =
  | { kind: "charged"; paymentId: string; paidTwice: boolean }
  | { kind: "declined"; paymentId: string; message: string | null }
  | { kind: "needs_customer"; paymentId: string; status: string | null }
  | { kind: "absent" }
  /** Nothing is certain yet. */
  | { kind: "wait"; paymentId: string | null };

/** What Dodo's payments say of an attempt. One that was paid outweighs all others; none is proof only after long. Pure. */
export function decideOutcome({ payments, calledForMs, absentForMs }: Evidence): Outcome {
  const paid = payments.filter(({ status }) => status !== null && PAID.has(status));
  const [first] = paid;
  if (first) return { kind: "charged", paymentId: first.id, paidTwice: paid.length > 1 };
  const open = payments.find(({ status }) => status === null || !DEAD.has(status));
  if (open) {
    const isForCustomer = open.status === "requires_customer_action" || calledForMs >= PATIENCE_MS;
    if (isForCustomer) return { kind: "needs_customer", paymentId: open.id, status: open.status };
    return { kind: "wait", paymentId: open.id };
  }
  const [dead] = payments;
  if (dead) return { kind: "declined", paymentId: dead.id, message: dead.message };
  const isProven = calledForMs >= ABSENT_AFTER_MS && absentForMs >= ABSENT_FOR_MS;
  return isProven ? { kind: "absent" } : { kind: "wait", paymentId: null };
}

/** When to look again after a look that settled nothing. Pure. */
export function nextLookMs(calledForMs: number): number {
  return LOOKS.find(({ untilMs }) => calledForMs < untilMs)?.everyMs ?? LATE_LOOK_MS;
}
