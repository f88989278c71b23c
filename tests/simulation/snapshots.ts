import type { InProcessDatabase } from "../support/in-process-database";
import type { ModelDatabase } from "./model-database";

/** What PostgreSQL holds, in the same words. */
export async function snapshotOf(db: InProcessDatabase["db"]) {
  const rows = async (query: string) => (await db.query(query)).rows;
  const at = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
  return {
    accounts: await rows(`select customer_id as customer, balance::int, held::int, version::int,
      open_capture_id is not null as open, alert_level as alert, ${at("balance_rose_at")} as "roseAt",
      ${at("balance_as_of")} as "asOf", ${at("stale_since")} as stale, ${at("capture_not_before")} as "notBefore",
      ${at("billing_stale_since")} as billing from credit_accounts order by customer_id`),
    emails: await rows(`select id, status, credits, goes_alone as alone, dispatch_id is not null as calling,
      capture_id is not null as paying, ${at("sent_at")} as "sentAt", ${at("captured_at")} as "capturedAt",
      resend_id as "resendId", available_after::int as after from emails where kind = 'customer' order by id`),
    alerts: await rows(`select customer_id as customer, status, available_after::int as after
      from emails where kind = 'system' order by created_at, id`),
    dispatches: sorted(
      await rows(
        `select state, attempts, ${at("lease_until")} as lease, jsonb_array_length(members) as size from dispatches`,
      ),
    ),
    captures: sorted(
      await rows(
        `select customer_id as customer, credits::int, state, attempts, ${at("lease_until")} as lease from captures`,
      ),
    ),
    keys: (await rows("select 1 from idempotency_keys")).length,
  };
}

/** What the simulation's database holds, as far as the two can be compared: their ids differ. */
export function snapshotOfModel(model: ModelDatabase) {
  return {
    accounts: [...model.accounts.values()].map((row) => ({
      ...{ customer: row.customerId, balance: row.balance, held: row.held, version: row.version },
      ...{ open: row.openCaptureId !== null, alert: row.alertLevel, roseAt: ms(row.balanceRoseAt) },
      ...{ asOf: ms(row.balanceAsOf), stale: ms(row.staleSince), notBefore: ms(row.captureNotBefore) },
      billing: ms(row.billingStaleSince),
    })),
    emails: [...model.emails.values()]
      .filter((row) => row.kind === "customer")
      .map((row) => ({
        ...{ id: row.id, status: row.status, credits: row.credits, alone: row.goesAlone },
        ...{ calling: row.dispatchId !== null, paying: row.captureId !== null, sentAt: ms(row.sentAt) },
        ...{ capturedAt: ms(row.capturedAt), resendId: row.resendId, after: row.availableAfter },
      })),
    alerts: [...model.emails.values()]
      .filter((row) => row.kind === "system")
      .map((row) => ({ customer: row.customerId, status: row.status, after: row.availableAfter })),
    dispatches: sorted(
      [...model.dispatches.values()].map((row) => ({
        ...{
          state: row.state,
          attempts: row.attempts,
          lease: ms(row.leaseUntil),
          size: row.members.length,
        },
      })),
    ),
    captures: sorted(
      [...model.captures.values()].map((row) => ({
        ...{ customer: row.customerId, credits: row.credits, state: row.state, attempts: row.attempts },
        lease: ms(row.leaseUntil),
      })),
    ),
    keys: model.keys.size,
  };
}

const ms = (moment: Date | null) => moment?.getTime() ?? null;
const sorted = <T>(rows: T[]) => rows.map((row) => JSON.stringify(row)).sort();
