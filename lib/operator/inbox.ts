import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { InboxMessage, InboxPage } from "../contracts/operator-pages";
import { database } from "../db/client";
import type { WebhookSource } from "../webhooks/inbox";
import { parseMessage } from "../webhooks/message";

/** So many of the newest messages are looked through for one customer's: bodies are not indexed. */
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
    source ? sql`source = ${source}` : null,
    type ? sql`starts_with(type, ${type})` : null,
    outcome ? OUTCOMES[outcome] : null,
    before ? sql`received_at < ${before}::timestamptz` : null,
  ].filter((condition) => condition !== null);
  const { rows } = await database().execute(sql`select ${columns} from ${newest(conditions, limit + 1)}
    order by received_at desc limit ${limit + 1}`);
  const found = rowsSchema.parse(rows);
  const page = found.slice(0, limit);
  return {
    data: page.map(toMessage),
    next: found.length > limit ? (page.at(-1)?.received ?? null) : null,
  };
}

/** The newest messages, source by source, as the index has them. A source that the conditions leave out costs nothing. */
function newest(conditions: readonly SQL[], limit: number): SQL {
  const of = (source: WebhookSource) => sql`(select * from webhook_events
    where ${sql.join([sql`source = ${source}`, ...conditions], sql` and `)}
    order by received_at desc limit ${limit})`;
  return sql`(${of("dodo")} union all ${of("resend")}) as newest`;
}

/** The newest messages about a customer, among the newest of all. */
export async function listMessagesAbout(
  customerId: string,
  dodoCustomerId: string | null,
  limit: number,
): Promise<InboxMessage[]> {
  const { rows } = await database().execute(sql`select ${columns} from
    (select * from ${newest([], SEARCHED_MAX)} order by received_at desc limit ${SEARCHED_MAX}) as among
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
