import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Executor, transaction } from "../db/client";
import { FOLLOW_THE_INDEX } from "../db/follow-the-index";
import { emails } from "../db/schema/emails";
import { facetsOf } from "../sending/facets";
import { readPayload } from "../sending/payload";
import { ago, type Batch, ROWS_PER_BATCH } from "./batch";
import { IS_FINAL, keysOf } from "./content";

/** Customers that are gone through in one batch: of most there is nothing to remove, which is one look into an index. */
const CUSTOMERS_PER_BATCH = 5_000;
const NIL_UUID = "00000000-0000-0000-0000-000000000000";

const oldSchema = z.array(z.object({ customer_id: z.string(), id: z.string() }));

/**
 * Removes some emails with their events and with what lists find them by, customer by customer, from `position` on. Only what
 * is settled and paid for, and whose content is gone already. What was counted and captured stays.
 */
export async function removeEmails(days: number, position: string | null): Promise<Batch> {
  const from = position ?? NIL_UUID;
  const cutoff = ago(`${days} days`);
  return transaction(async (tx) => {
    await tx.execute(FOLLOW_THE_INDEX);
    const { rows: last } = await tx.execute<{ id: string | null; looked: number }>(sql`
      select max(id::text) as id, count(*)::int as looked from (
        select id from customers where id > ${from}::uuid order by id limit ${CUSTOMERS_PER_BATCH}) as looked_at`);
    const { rows } = await tx.execute(sql`
      select old.customer_id, old.id from (
        select id from customers where id > ${from}::uuid order by id limit ${CUSTOMERS_PER_BATCH}) as owner
      cross join lateral (
        select customer_id, id from emails
        where customer_id = owner.id and created_at < ${cutoff} and settled_at < ${cutoff}
          and coalesce(captured_at, settled_at) < ${cutoff}
          and content_removed_at is not null and ${IS_FINAL}
        order by created_at, id limit ${ROWS_PER_BATCH} for update skip locked) as old
      limit ${ROWS_PER_BATCH}`);
    const old = oldSchema.parse(rows);
    if (old.length > 0) await removeThese(tx, old);
    if (old.length === ROWS_PER_BATCH) return { rows: old.length, isMore: true, position };
    const isMore = (last[0]?.looked ?? 0) === CUSTOMERS_PER_BATCH;
    return { rows: old.length, isMore, position: isMore ? (last[0]?.id ?? null) : null };
  });
}

async function removeThese(tx: Executor, old: readonly { customer_id: string; id: string }[]): Promise<void> {
  const refs = keysOf(old);
  const rows = await tx
    .select({
      id: emails.id,
      to: emails.to,
      envelope: emails.envelope,
      subject: emails.subject,
      apiKeyId: emails.apiKeyId,
      payload: emails.payload,
    })
    .from(emails)
    .where(sql`(customer_id, id) in (select customer_id, id from ${refs})`);
  const facets = rows.flatMap(({ id, payload, ...row }) => {
    const tags = readPayload(payload).tags.filter(({ name }) => !name.startsWith("mailkit"));
    return facetsOf({ ...row, tags }).map((facet) => ({ id, facet }));
  });
  await tx.execute(sql`
    delete from email_facets using emails, unnest(
      ${sql.param(facets.map(({ id }) => id))}::uuid[], ${sql.param(facets.map(({ facet }) => facet))}::text[]) as gone(id, facet)
    where emails.id = gone.id and (emails.customer_id, emails.id) in (select customer_id, id from ${refs})
      and email_facets.customer_id = emails.customer_id and email_facets.facet = gone.facet
      and email_facets.created_at = emails.created_at and email_facets.email_id = emails.id`);
  await tx.execute(sql`
    delete from email_events using ${refs}
    where email_events.customer_id = ref.customer_id and email_events.email_id = ref.id`);
  await tx.execute(sql`
    delete from emails using ${refs} where emails.customer_id = ref.customer_id and emails.id = ref.id`);
}
