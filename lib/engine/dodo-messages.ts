import "server-only";
import { wakeAttempt } from "../auto-topup/wake";
import { findCustomers } from "../credits/dodo-customer";
import { tellOfPayment } from "../credits/payment-notices";
import { markStale } from "../credits/stale";
import type { Executor } from "../db/client";
import { readPaymentNews } from "../dodo/payment-news";
import { readDodoNews } from "../dodo/webhook";
import { markCases } from "../tenants/mark-cases";
import type { Applied, MessageReader, PendingMessage } from "../webhooks/inbox";

/**
 * Dodo's messages: each marks the account that it speaks of, and the state itself is read from Dodo afterwards. Of a payment
 * that has ended the customer is told.
 */
export const dodoMessages: MessageReader = { source: "dodo", apply: applyNews };

/** Marking twice, late, or in another order ends the same, and of a payment is told once. */
async function applyNews(tx: Executor, messages: PendingMessage[]): Promise<Applied> {
  const news = messages.map(({ type, body }) => ({
    ...readDodoNews(type, body),
    payment: readPaymentNews(type, body),
  }));
  const changes = news.filter((one) => one.kind === "changed");
  const known = await findCustomers(
    tx,
    changes.map(({ dodoCustomerId }) => dodoCustomerId),
  );
  /** Whether billing has changed as well, by our customers. */
  const marks = new Map<string, boolean>();
  for (const { dodoCustomerId, billing } of changes) {
    const customerId = known.get(dodoCustomerId);
    if (customerId) marks.set(customerId, billing || marks.get(customerId) === true);
  }
  const autoTopUps = new Map<string, string>();
  for (const { dodoCustomerId, autoTopUpId } of changes) {
    const customerId = known.get(dodoCustomerId);
    if (customerId && autoTopUpId) autoTopUps.set(autoTopUpId, customerId);
  }
  // Attempts before accounts, as where an attempt is settled.
  for (const [autoTopUpId, customerId] of [...autoTopUps].sort())
    await wakeAttempt(tx, customerId, autoTopUpId);
  // In one order everywhere, so that two instances that apply at once do not wait for each other.
  for (const [customerId, billing] of [...marks].sort()) await markStale(tx, customerId, billing);
  for (const { dodoCustomerId, payment } of changes) {
    const customerId = known.get(dodoCustomerId);
    if (customerId && payment) await tellOfPayment(tx, customerId, payment);
  }
  for (const customerId of new Set(
    changes.flatMap((one) => (one.cases ? (known.get(one.dodoCustomerId) ?? []) : [])),
  ))
    await markCases(tx, customerId);
  return {
    outcomes: news.map((one) => {
      if (one.kind === "irrelevant") return `ignored: ${one.reason}`;
      return known.has(one.dodoCustomerId) ? "applied" : "ignored: not a customer of ours";
    }),
  };
}
