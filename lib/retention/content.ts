import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Executor, transaction } from "../db/client";
import { FOLLOW_THE_INDEX } from "../db/follow-the-index";
import { WITH_CONTENT } from "../db/schema/emails";
import { now } from "../db/time";
import { withoutContent } from "../sending/payload";
import { ago, type Batch, ROWS_PER_BATCH } from "./batch";

/** Bodies are up to megabytes each, so as many are read at once as fit into this, and at least one. */
const BYTES_PER_BATCH = 16 * 1024 * 1024;

/** Nothing will happen to it any more that needs its content: not sent and given back, or sent and paid for. */
export const IS_FINAL = sql.raw(
  "(status in ('failed', 'canceled') or status = 'sent' and (credits = 0 or captured_at is not null))",
);

const sizedSchema = z.array(z.object({ customer_id: z.string(), id: z.string(), bytes: z.number() }));
type Sized = z.infer<typeof sizedSchema>[number];

/**
 * Removes what some emails said, MailKit's own among them: HTML, text, headers, names of files, and the files if any were left.
 * Who they went to, when, their subject and what became of them stays. Only of emails that are settled and paid for.
 */
export async function removeContent(days: number): Promise<Batch> {
  return transaction(
    async (tx) => {
      await tx.execute(FOLLOW_THE_INDEX);
      const { rows } = await tx.execute(sql`
        select customer_id, id, octet_length(payload) + coalesce(octet_length(files), 0) as bytes from emails
        where ${WITH_CONTENT} and ${IS_FINAL} and settled_at < ${ago(`${days} days`)}
        order by settled_at limit ${ROWS_PER_BATCH} for update skip locked`);
      const found = sizedSchema.parse(rows);
      const some = fitting(found);
      if (some.length > 0) await removeFrom(tx, some);
      return { rows: some.length, isMore: some.length < found.length || found.length === ROWS_PER_BATCH };
    },
    // What a crash of the database undoes is found again.
    { isRepeatable: true },
  );
}

function fitting(found: readonly Sized[]): Sized[] {
  let room = BYTES_PER_BATCH;
  const end = found.findIndex(({ bytes }, index) => {
    room -= bytes;
    return room < 0 && index > 0;
  });
  return end === -1 ? [...found] : found.slice(0, end);
}

const payloadsSchema = z.array(z.object({ customer_id: z.string(), id: z.string(), payload: z.string() }));

/** In two steps: the database's own JSON can't hold every text that a payload may have. */
async function removeFrom(tx: Executor, some: readonly Sized[]): Promise<void> {
  const refs = keysOf(some);
  const { rows } = await tx.execute(sql`
    select emails.customer_id, emails.id, payload from emails
    join ${refs} on emails.customer_id = ref.customer_id and emails.id = ref.id`);
  const bare = payloadsSchema
    .parse(rows)
    .map(({ payload, ...ref }) => ({ ...ref, payload: withoutContent(payload) }));
  await tx.execute(sql`
    update emails set payload = bare.payload, files = null, content_removed_at = ${now}, attachments = (
      select coalesce(jsonb_agg(file || '{"filename": null, "contentId": null}' order by place), '[]')
      from jsonb_array_elements(attachments) with ordinality as each(file, place))
    from unnest(
      ${sql.param(bare.map((row) => row.customer_id))}::uuid[], ${sql.param(bare.map((row) => row.id))}::uuid[],
      ${sql.param(bare.map((row) => row.payload))}::text[]) as bare(customer_id, id, payload)
    where emails.customer_id = bare.customer_id and emails.id = bare.id`);
}

/** Keys of emails as a table `ref` to join with. */
export const keysOf = (refs: readonly { customer_id: string; id: string }[]) =>
  sql`unnest(${sql.param(refs.map((ref) => ref.customer_id))}::uuid[], ${sql.param(refs.map((ref) => ref.id))}::uuid[]) as ref(customer_id, id)`;
