import type { Stack } from "./stack";
import { waitFor } from "./wait-for";

type Place = Pick<Stack, "db" | "sandbox">;

/** Work that MailKit knows of and has not finished, for one address or for all; 0 when everything has come to its end. */
const OPEN_WORK = `
  with mine as (select id from customers where $1::text is null or email = $1)
  select (select count(*) from webhook_events where applied_at is null)
       + (select count(*) from credit_accounts where customer_id in (select id from mine)
            and (stale_since is not null or billing_stale_since is not null or open_capture_id is not null))
       + (select count(*) from emails where customer_id in (select id from mine)
            and (status in ('queued', 'sending') or (status = 'sent' and credits > 0 and captured_at is null))) as open`;

/**
 * Waits until every webhook has arrived and been applied, and nothing is left to be read, sent or captured: for the
 * customer with this address, or for all of them.
 */
export async function settled({ db, sandbox }: Place, email: string | null = null): Promise<void> {
  const isDone = async () => Number((await db.query(OPEN_WORK, [email])).rows[0].open) === 0;
  await waitFor(
    // Finished work may still have a webhook under way, and one that has just arrived makes work.
    async () => (await isDone()) && (await sandbox.webhooksIdle(1_000)).isIdle && (await isDone()),
    { timeoutMs: 30_000, what: "everything to be settled" },
  );
}

/** How often Dodo was asked for something, whatever it answered. */
export async function countCalls({ sandbox }: Place, method: string, route: RegExp): Promise<number> {
  const { dodoCalls } = await sandbox.state();
  return dodoCalls
    .filter((call) => call.method === method && route.test(call.route))
    .reduce((sum, { count }) => sum + count, 0);
}

/** A read of one customer's balance. */
export const BALANCE_ROUTE = /^\/credit-entitlements\/:id\/balances\/:id$/;
/** The list of one customer's subscriptions. */
export const SUBSCRIPTIONS_ROUTE = /^\/subscriptions$/;

/** The id at Dodo of the customer with this address. */
export async function dodoIdOf({ db }: Place, email: string): Promise<string> {
  const { rows } = await db.query("select dodo_customer_id from customers where email = $1", [email]);
  return rows[0].dodo_customer_id;
}
