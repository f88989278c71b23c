import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { listLedger } from "../credits/history";
import { database } from "../db/client";
import { alertSettings } from "../db/schema/alerts";
import { autoTopupAttempts, autoTopups } from "../db/schema/auto-topup";
import { checkouts, subscriptions } from "../db/schema/credits";
import { usageCounts } from "../db/schema/usage";
import { ProviderUnavailable } from "../errors";
import { behind, inOrder, type Row } from "./export-rows";

/** Subscriptions as Dodo told of them last. */
export async function* plans(customerId: string): AsyncGenerator<Row> {
  const rows = await database().select().from(subscriptions).where(eq(subscriptions.customerId, customerId));
  for (const { dodoSubscriptionId, status, creditsPerCycle, renewsAt, startedAt } of rows)
    yield {
      id: dodoSubscriptionId,
      status,
      credits_per_cycle: creditsPerCycle,
      renews_at: renewsAt,
      started_at: startedAt,
    };
}

/** Checkouts that were started here. */
export function purchases(customerId: string): AsyncGenerator<Row> {
  return inOrder(
    (after, limit) =>
      database()
        .select({
          id: checkouts.id,
          kind: checkouts.kind,
          credits: checkouts.credits,
          created_at: checkouts.createdAt,
        })
        .from(checkouts)
        .where(and(eq(checkouts.customerId, customerId), behind(checkouts.id, after)))
        .orderBy(asc(checkouts.id))
        .limit(limit),
    ({ id }) => id,
  );
}

/** Which mails are sent, and to whom, if that was ever changed. */
export async function* alerts(customerId: string): AsyncGenerator<Row> {
  const rows = await database().select().from(alertSettings).where(eq(alertSettings.customerId, customerId));
  for (const row of rows)
    yield {
      low_balance: row.lowBalance,
      expiring_credits: row.expiringCredits,
      receipts: row.receipts,
      user_ids: row.userIds,
    };
}

/** What was agreed to, if anything was. */
export async function* autoTopUp(customerId: string): AsyncGenerator<Row> {
  const rows = await database().select().from(autoTopups).where(eq(autoTopups.customerId, customerId));
  for (const row of rows)
    yield {
      state: row.state,
      pack: row.pack,
      threshold: row.threshold,
      monthly_cap: row.monthlyCap,
      price_minor: row.priceMinor,
      card: { brand: row.cardBrand, last_four: row.cardLastFour },
      consented_at: row.consentedAt,
    };
}

/** Each charge that was tried. */
export function autoTopUpAttempts(customerId: string): AsyncGenerator<Row> {
  return inOrder(
    (after, limit) =>
      database()
        .select({
          id: autoTopupAttempts.id,
          state: autoTopupAttempts.state,
          pack: autoTopupAttempts.pack,
          credits: autoTopupAttempts.credits,
          price_minor: autoTopupAttempts.priceMinor,
          payment_id: autoTopupAttempts.dodoPaymentId,
          created_at: autoTopupAttempts.createdAt,
        })
        .from(autoTopupAttempts)
        .where(and(eq(autoTopupAttempts.customerId, customerId), behind(autoTopupAttempts.id, after)))
        .orderBy(asc(autoTopupAttempts.id))
        .limit(limit),
    ({ id }) => id,
  );
}

/** By the quarter of an hour, of the last 33 days; there are some three thousand of them at the most. */
export async function* usage(customerId: string): AsyncGenerator<Row> {
  const rows = await database()
    .select()
    .from(usageCounts)
    .where(eq(usageCounts.customerId, customerId))
    .orderBy(asc(usageCounts.quarter));
  for (const { customerId: _, ...counts } of rows) yield counts;
}

const LEDGER_PAGE = 100;
const TRIES_MAX = 5;
const RETRY_MS = 2_000;

/** From Dodo, newest first. Where its small budget is used up by others, it waits a little. */
export async function* ledger(customerId: string): AsyncGenerator<Row> {
  for (let page = 0; ; page++) {
    const { data, has_more } = await patiently(() => listLedger(customerId, { limit: LEDGER_PAGE, page }));
    yield* data;
    if (!has_more) return;
  }
}

async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ProviderUnavailable) || attempt >= TRIES_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
