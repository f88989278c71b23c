import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { database } from "../db/client";
import { alertSettings, notices } from "../db/schema/alerts";
import {
  apiKeys,
  apiKeyUsage,
  emailEvents,
  suppressions,
  webhookAttempts,
  webhookEndpoints,
  webhookMessages,
} from "../db/schema/api";
import { autoTopupAttempts, autoTopups } from "../db/schema/auto-topup";
import { captures, checkouts, creditAccounts, subscriptions } from "../db/schema/credits";
import { emailFacets, emails, idempotencyKeys } from "../db/schema/emails";
import { invites, members } from "../db/schema/identity";
import {
  creditAdjustments,
  driftChecks,
  operatorActions,
  operatorViews,
  paymentCases,
  sendingControls,
} from "../db/schema/operator";
import { templates, templateVersions } from "../db/schema/templates";
import { usageCounts } from "../db/schema/usage";

/**
 * Every table with rows of a customer but `domains`, which are also at Resend, the operators' log, and `customers` itself. Emails come before
 * what is counted from them. `tests/account/deletion.test.ts` finds a table that is missing here.
 */
const TABLES: readonly PgTable[] = [
  emailFacets,
  idempotencyKeys,
  emailEvents,
  emails,
  captures,
  webhookAttempts,
  webhookMessages,
  webhookEndpoints,
  suppressions,
  apiKeyUsage,
  apiKeys,
  templateVersions,
  templates,
  usageCounts,
  autoTopupAttempts,
  autoTopups,
  alertSettings,
  notices,
  checkouts,
  subscriptions,
  creditAdjustments,
  paymentCases,
  driftChecks,
  operatorViews,
  sendingControls,
  creditAccounts,
  invites,
  members,
];

/** Bounds a statement: rows of emails may be large. */
const ROWS_PER_STATEMENT = 500;

/** Removes some of a customer's rows. Returns how many; 0 once there are none left in any table. */
export async function removeSomeRows(customerId: string): Promise<number> {
  for (const table of TABLES) {
    const { rowCount } = await database().execute(deleteSome(table, customerId));
    if (rowCount) return rowCount;
  }
  // The operators' log stays, and says no longer whom it was about.
  await database()
    .update(operatorActions)
    .set({ customerId: null })
    .where(eq(operatorActions.customerId, customerId));
  return 0;
}

/** Found by the primary key, which begins with the customer, so that every engine can do it within one of its parts. */
function deleteSome(table: PgTable, customerId: string): SQL {
  const { columns, primaryKeys } = getTableConfig(table);
  const keys = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  const owner = columns.find(({ name }) => name === "customer_id");
  if (!owner || keys.length === 0)
    throw new Error("A table of customers' rows has no customer_id or no key.");
  const names = sql.join(
    keys.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  return sql`delete from ${table} where ${eq(owner, customerId)} and (${names}) in (
    select ${names} from ${table} where ${eq(owner, customerId)} limit ${ROWS_PER_STATEMENT})`;
}
