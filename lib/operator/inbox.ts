import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { InboxMessage, InboxPage } from "../contracts/operator-pages";
import { database } from "../db/client";
import { parseMessage } from "../webhooks/message";

/**
 * So many messages are looked through at once for what no index knows, such as a type or a customer. A page that finds
 * less than it has room for goes on where that ended.
 */
const SEARCHED_MAX = 5_000;
const ABOUT_MAX = 3;

const rowsSchema = z.array(
  z.object({
    source: z.string(),
    id: z.string(),
    type: z.string(),
    received: z.string(),
    received_at: z.coerce.date(),
    applied_at: z.coerce.date().nullable(),
    outcome: z.string().nullable(),
    bytes: z.number(),
    body: z.string(),
  }),
);
const columns = sql`source, id, type, received_at::text as received, received_at, applied_at, outcome,
  octet_length(body) as bytes, body`;

/** What the inbox is narrowed to. */
export interface InboxFilter {
  source: "dodo" | "resend" | null;
  /** The beginning of a type, such as `credit.`. */
  type: string;
  outcome: "pending" | "applied" | "ignored" | null;
}

/** Dodo's have an index of their own: among Resend's they are one in thousands. */
const SOURCES: Record<NonNullable<InboxFilter["source"]>, SQL> = {
  dodo: sql`source = 'dodo'`,
  resend: sql`source = 'resend'`,
};
const OUTCOMES: Record<NonNullable<InboxFilter["outcome"]>, SQL> = {
  pending: sql`applied_at is null`,
  applied: sql`outcome = 'applied'`,
  ignored: sql`outcome like 'ignored%'`,
};

/** A page of the inbox, newest first. `before` is the `next` of the page before. */
export async function listInbox(
  { source, type, outcome }: InboxFilter,
  before: string | null,
  limit: number,
): Promise<InboxPage> {
  const conditions = [
    sql`true`,
    ...(source ? [SOURCES[source]] : []),
    ...(outcome ? [OUTCOMES[outcome]] : []),
    ...(before ? [sql`received_at < ${before}::timestamptz`] : []),
  ];
  const newest = (columns: SQL, max: number) =>
    sql`select ${columns} from webhook_events where ${sql.join(conditions, sql` and `)} order by received_at desc limit ${max}`;
  if (type) return listOfType(newest(sql`source, id, type, received_at`, SEARCHED_MAX), type, limit);
  const { rows } = await database().execute(newest(columns, limit + 1));
  const found = rowsSchema.parse(rows);
  const page = found.slice(0, limit);
  return {
    data: page.map(toMessage),
    next: found.length > limit ? (page.at(-1)?.received ?? null) : null,
  };
}

const namesSchema = z.array(
  z.object({ source: z.string(), id: z.string(), received: z.string(), is_edge: z.boolean() }),
);

/** Those of the messages `looked` at whose type begins so; `next` is where the looking ended if that was before the page was full. */
async function listOfType(looked: SQL, type: string, limit: number): Promise<InboxPage> {
  const name = sql`source, id, received_at::text as received`;
  const answer = await database().execute(sql`
    with looked as materialized (${looked})
    (select ${name}, false as is_edge from looked where starts_with(type, ${type}) order by received_at desc limit ${limit})
    union all
    (select ${name}, true from looked where (select count(*) from looked) = ${SEARCHED_MAX} order by received_at limit 1)`);
  const names = namesSchema.parse(answer.rows);
  const found = names.filter(({ is_edge }) => !is_edge);
  const { rows } = await database().execute(sql`select ${columns} from webhook_events
    where (source, id) in (select * from unnest(${sql.param(found.map(({ source }) => source))}::text[],
      ${sql.param(found.map(({ id }) => id))}::text[]))
    order by received_at desc`);
  const end = found.length === limit ? found.at(-1) : names.find(({ is_edge }) => is_edge);
  return { data: rowsSchema.parse(rows).map(toMessage), next: end?.received ?? null };
}

/** The newest messages about a customer, among the newest of all. */
export async function listMessagesAbout(
  customerId: string,
  dodoCustomerId: string | null,
  limit: number,
): Promise<InboxMessage[]> {
  const { rows } = await database().execute(sql`select ${columns} from
    (select * from webhook_events order by received_at desc limit ${SEARCHED_MAX}) as newest
    where position(${customerId} in body) > 0 or position(${dodoCustomerId ?? customerId} in body) > 0
    order by received_at desc limit ${limit}`);
  return rowsSchema.parse(rows).map(toMessage);
}

function toMessage(message: z.infer<typeof rowsSchema>[number]): InboxMessage {
  const { received: _, body, received_at, applied_at, ...row } = message;
  return {
    ...row,
    received_at: received_at.toISOString(),
    applied_at: applied_at?.toISOString() ?? null,
    about: aboutOf(body),
  };
}

const dataSchema = z.object({ data: z.record(z.string(), z.unknown()) });

/** Ids only: a body may say whom an email went to, and what is in it. */
function aboutOf(body: string): string {
  const parsed = dataSchema.safeParse(parseMessage(body));
  if (!parsed.success) return "";
  const { customer, ...data } = parsed.data.data;
  const nested = z.record(z.string(), z.unknown()).safeParse(customer).data ?? {};
  return Object.entries({ ...nested, ...data })
    .flatMap(([name, value]) =>
      /_id$|^id$/.test(name) && name !== "business_id" && name !== "brand_id" && typeof value === "string"
        ? [value]
        : [],
    )
    .slice(0, ABOUT_MAX)
    .join(" · ");
}
