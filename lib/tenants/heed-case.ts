import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { stopForReturn } from "../auto-topup/settle";
import { hasOpenAdjustment, openAdjustment } from "../credits/adjust";
import { database, type Executor, transaction } from "../db/client";
import { paymentCases } from "../db/schema/operator";
import { type Dispute, type Refund, type RefundedPayment, readRefundedPayment } from "../dodo/cases";
import { findLedgerRow } from "../dodo/find-ledger-row";
import { type LedgerRow, readActiveGrants, readLedgerRows } from "../dodo/history";
import { clawBack, isBroughtBy } from "./claw-back";
import { pauseSending, resumeSending } from "./pause";

const LEDGER_PAGE = 100;
/** Pages of purchases since the refunded one. Nobody buys a thousand packs and is refunded by hand. */
const PURCHASE_PAGES_MAX = 10;
/** Credits may be written down a moment before their payment is. */
const LEDGER_SLACK_MS = 60 * 60_000;

/** Of a dispute that ended well for the merchant. All others have taken the money, or may yet. */
const OVER = new Set(["dispute_won", "dispute_cancelled"]);
const DISPUTED =
  "The bank of the card's holder says that one of your payments was not meant to be. Please write to support.";

/** A dispute pauses once. When an operator has resumed meanwhile, or it is won, it does not pause again. */
export async function heedDispute(
  customerId: string,
  dispute: Dispute,
  all: readonly Dispute[],
): Promise<void> {
  const { dispute_id: id, payment_id: paymentId, dispute_status: status } = dispute;
  const isOver = OVER.has(status);
  await transaction(async (tx) => {
    const { amount, currency } = dispute;
    const facts = { kind: "dispute", paymentId, status, amount, currency };
    const outcome = isOver ? "It ended before anything was done." : "Sending was paused.";
    const isNew = await insertCase(tx, { customerId, id, ...facts, outcome });
    if (isNew && !isOver) {
      await stopForReturn(tx, customerId);
      await pauseSending(tx, customerId, { by: "dispute", reason: DISPUTED });
    }
    if (isNew) return;
    const changed = await tx
      .update(paymentCases)
      .set({ status, ...(isOver ? { outcome: "It ended well; a pause for it has ended." } : {}) })
      .where(and(isThis(customerId, id), sql`${paymentCases.status} <> ${status}`))
      .returning({ id: paymentCases.id });
    const isLast = all.every((one) => OVER.has(one.dispute_status));
    if (changed.length > 0 && isOver && isLast) await resumeSending(tx, customerId, { onlyIfBy: "dispute" });
  });
}

/**
 * What is left of the payment's credits is taken back, once. A refund that is not done yet is told of again. Returns false
 * if it has to wait: until credits that are being taken are gone, what is left of a grant is not known.
 */
export async function heedRefund(
  customerId: string,
  dodoCustomerId: string,
  refund: Refund,
): Promise<boolean> {
  const { refund_id: id, payment_id: paymentId, status, currency } = refund;
  if (status !== "succeeded" || (await isKnown(customerId, id))) return true;
  if (await hasOpenAdjustment(customerId)) return false;
  const payment = await readRefundedPayment(paymentId);
  const [trace, grants] = await Promise.all([
    readTrace(dodoCustomerId, refund, payment),
    readActiveGrants(dodoCustomerId),
  ]);
  const { credits, outcome } = clawBack({ refund, payment, ...trace, grants });
  await transaction(async (tx) => {
    const amount = refund.amount == null ? null : String(refund.amount);
    const row = { customerId, id, kind: "refund", paymentId, status, amount, currency, outcome };
    if (!(await insertCase(tx, row))) return;
    await stopForReturn(tx, customerId);
    if (credits > 0)
      await openAdjustment(tx, {
        customerId,
        id: uuidv7(),
        credits: -credits,
        reason: `Refund ${id} of payment ${paymentId}`,
      });
  });
  return true;
}

/** What the ledger has of a payment and of its refund, however much was sent and paid for since. */
async function readTrace(
  dodoCustomerId: string,
  refund: Refund,
  payment: RefundedPayment,
): Promise<{ brought: LedgerRow | null; entries: LedgerRow[] }> {
  const from = new Date(payment.created_at.getTime() - LEDGER_SLACK_MS);
  const page = { limit: LEDGER_PAGE, page: 0 };
  const [brought, refunds, newest] = await Promise.all([
    findLedgerRow(dodoCustomerId, { type: "credit_added", from, pagesMax: PURCHASE_PAGES_MAX }, (row) =>
      isBroughtBy(row, refund, payment),
    ),
    readLedgerRows(dodoCustomerId, { ...page, type: "refund", from }, "news"),
    readLedgerRows(dodoCustomerId, page, "news"),
  ]);
  return { brought, entries: [...refunds, ...newest] };
}

const isThis = (customerId: string, id: string) =>
  and(eq(paymentCases.customerId, customerId), eq(paymentCases.id, id));

async function isKnown(customerId: string, id: string): Promise<boolean> {
  const found = await database()
    .select({ id: paymentCases.id })
    .from(paymentCases)
    .where(isThis(customerId, id));
  return found.length > 0;
}

async function insertCase(tx: Executor, row: typeof paymentCases.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(paymentCases)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: paymentCases.id });
  return inserted.length > 0;
}
