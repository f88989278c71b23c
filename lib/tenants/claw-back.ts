import "server-only";
import type { Grant } from "../contracts/ledger";
import type { Refund, RefundedPayment } from "../dodo/cases";
import type { LedgerRow } from "../dodo/history";

/** Credits of a plan's payment arrive with it, give or take what Dodo takes for it. */
const ARRIVES_WITHIN_MS = 60 * 60_000;

interface Refunded {
  refund: Refund;
  payment: RefundedPayment;
  /** The entry that brought the payment's credits; null if the ledger has none. */
  brought: LedgerRow | null;
  /** Entries by which Dodo may have taken them back. */
  entries: readonly LedgerRow[];
  /** The customer's grants with credits left. */
  grants: readonly Grant[];
}

/** What is to be taken back for a refund, and why in words. */
export interface ClawBack {
  credits: number;
  outcome: string;
}

/**
 * What is left of the credits that a refunded payment brought. Whether Dodo takes them back by itself is not documented,
 * so the ledger is asked first: what it says was taken is not taken again. Pure.
 */
export function clawBack({ refund, payment, brought, entries, grants }: Refunded): ClawBack {
  if (!brought) return nothing("No credits of this payment are in the ledger.");
  if (entries.some((row) => isTakenBack(row, refund, brought)))
    return nothing("Dodo has taken the credits back itself.");
  if (!brought.grant_id)
    return nothing("The ledger names no grant of this payment; an operator has to look.");
  const grant = grants.find(({ id, status }) => id === brought.grant_id && status === "active");
  if (!grant) return nothing("Its credits were used already, or have expired.");
  const share = refund.is_partial && refund.amount ? Math.min(1, refund.amount / payment.total_amount) : 1;
  const credits = Math.min(grant.remaining, Math.floor(grant.granted * share));
  return credits > 0
    ? { credits, outcome: `${credits.toLocaleString("en")} credits are taken back.` }
    : nothing("Too little was refunded to take a credit back.");
}

const nothing = (outcome: string): ClawBack => ({ credits: 0, outcome });

/** Whether an entry is the one that brought the payment's credits. Pure. */
export function isBroughtBy(row: LedgerRow, { payment_id }: Refund, payment: RefundedPayment): boolean {
  if (!row.is_credit) return false;
  if (row.reference_id === payment_id) return true;
  if (!payment.subscription_id || row.reference_id !== payment.subscription_id) return false;
  return Math.abs(Date.parse(row.created_at) - payment.created_at.getTime()) < ARRIVES_WITHIN_MS;
}

function isTakenBack(row: LedgerRow, { refund_id, payment_id }: Refund, brought: LedgerRow): boolean {
  if (row.is_credit) return false;
  if (row.reference_id === refund_id || row.reference_id === payment_id) return true;
  return row.transaction_type === "refund" && row.grant_id === brought.grant_id;
}
