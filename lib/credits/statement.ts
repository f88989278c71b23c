import "server-only";
import { eq } from "drizzle-orm";
import type { Statement } from "../contracts/billing";
import { database } from "../db/client";
import { subscriptions } from "../db/schema/credits";
import { type LedgerRow, type NumberedPage, readLedgerRows, signedAmount } from "../dodo/history";
import { loadAccount } from "./account";
import { readForDisplay } from "./display-reads";
import { captureOf, entryKind } from "./entry-kind";
import { findPaidEmails } from "./paid-emails";

/**
 * A page of the ledger as people read it, newest first, each debit with the emails that it paid for. Empty for a
 * customer whom Dodo does not know yet. Throws ProviderUnavailable if Dodo can't be asked and was not before.
 */
export async function readStatement(customerId: string, page: NumberedPage): Promise<Statement> {
  const account = await loadAccount(customerId);
  const { dodoCustomerId } = account;
  const { value: rows, ...freshness } = await readForDisplay<LedgerRow[]>(
    account,
    `ledger ${page.limit} ${page.page}`,
    async () => (dodoCustomerId === null ? [] : readLedgerRows(dodoCustomerId, page)),
  );
  const captureIds = rows.map(captureOf).filter((id) => id !== null);
  const [paid, planStarts] = await Promise.all([
    findPaidEmails(customerId, captureIds),
    findPlanStarts(customerId),
  ]);
  return {
    as_of: freshness.asOf.toISOString(),
    stale: freshness.isStale,
    has_more: rows.length === page.limit,
    data: rows.map((row) => {
      const captureId = captureOf(row);
      const emails = captureId && paid.get(captureId);
      return {
        id: row.id,
        kind: entryKind(row, planStarts),
        amount: signedAmount(row),
        balance_after: row.balance_after,
        description: row.description ?? null,
        created_at: row.created_at,
        capture: emails ? { id: captureId, ...emails } : null,
      };
    }),
  };
}

async function findPlanStarts(customerId: string): Promise<Map<string, Date>> {
  const rows = await database()
    .select({ id: subscriptions.dodoSubscriptionId, startedAt: subscriptions.startedAt })
    .from(subscriptions)
    .where(eq(subscriptions.customerId, customerId));
  return new Map(rows.map(({ id, startedAt }) => [id, startedAt]));
}
