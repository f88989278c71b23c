import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { isStorable } from "../contracts/address";
import type { CustomerPage, CustomerState, CustomerSummary } from "../contracts/operator-pages";
import { database } from "../db/client";
import { DOMAIN_OF_CUSTOMER } from "../db/schema/identity";
import { beginsWith } from "../db/text";
import { nowOnce } from "../db/time";

const COUNTED = "30 days";

const rowSchema = z.object({
  id: z.string(),
  email: z.string(),
  dodo_customer_id: z.string().nullable(),
  created_at: z.coerce.date(),
  balance: z.coerce.number().nullable(),
  held: z.coerce.number(),
  owed: z.coerce.number(),
  sent: z.coerce.number(),
  bounced: z.coerce.number(),
  complained: z.coerce.number(),
  paused: z.boolean(),
  slowed: z.boolean(),
  limited: z.boolean(),
  is_new: z.boolean(),
});

const STATES: Record<Exclude<CustomerState, "ok">, SQL> = {
  paused: sql`controls.paused_at is not null`,
  slowed: sql`controls.slowed_at is not null`,
  limited: sql`controls.daily_credits is not null`,
  new: sql`controls.is_new`,
};

/** What the list is narrowed to. */
export interface CustomerSearch {
  /** The beginning of an address, that of a domain with an `@` in front, or a whole id, ours or Dodo's. */
  text: string;
  state: CustomerState | null;
}

/** Newest first, or what a search found by address. Each is the order of an index, so a page costs what it shows. */
interface Order {
  by: SQL[];
  direction: SQL;
  found?: SQL;
}

const [ID, EMAIL] = [sql`customers.id`, sql`customers.email`];
const NEWEST_FIRST: Order = { by: [ID], direction: sql`desc` };
const list = (columns: readonly SQL[]) => sql.join([...columns], sql`, `);

/** A page of customers, newest first, or by address if one was searched. `after` is the id of the last one before it. */
export async function listCustomers(
  { text, state }: CustomerSearch,
  after: string | null,
  limit: number,
): Promise<CustomerPage> {
  const order = orderOf(text);
  const beyond = order.direction === NEWEST_FIRST.direction ? sql`<` : sql`>`;
  const conditions = [
    order.found ?? null,
    after
      ? sql`(${list(order.by)}) ${beyond} (select ${list(order.by)} from customers where id = ${after})`
      : null,
    state && state !== "ok" ? STATES[state] : null,
  ].filter((condition) => condition !== null);
  const data = await readSummaries(
    conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`,
    limit + 1,
    order,
  );
  const page = data.slice(0, limit);
  return { data: page, next: data.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** One customer; null if there is none. */
export async function readSummary(customerId: string): Promise<CustomerSummary | null> {
  const [summary] = await readSummaries(sql`customers.id = ${customerId}`, 1);
  return summary ?? null;
}

function orderOf(text: string): Order {
  if (!text) return NEWEST_FIRST;
  if (!isStorable(text)) return { ...NEWEST_FIRST, found: sql`false` };
  if (z.uuid().safeParse(text).success) return { ...NEWEST_FIRST, found: sql`customers.id = ${text}` };
  if (/^cus_\w+$/.test(text)) return { ...NEWEST_FIRST, found: sql`customers.dodo_customer_id = ${text}` };
  const wanted = text.toLowerCase();
  return wanted.startsWith("@")
    ? {
        by: [DOMAIN_OF_CUSTOMER, EMAIL, ID],
        direction: sql`asc`,
        found: beginsWith(DOMAIN_OF_CUSTOMER, wanted.slice(1)),
      }
    : { by: [EMAIL, ID], direction: sql`asc`, found: beginsWith(EMAIL, wanted) };
}

/** The page is chosen first, so that everything else is counted for its few customers only. Ids rise with time. */
async function readSummaries(
  condition: SQL,
  limit: number,
  { by, direction }: Order = NEWEST_FIRST,
): Promise<CustomerSummary[]> {
  const inOrder = sql`order by ${list(by.map((column) => sql`${column} ${direction}`))}`;
  const { rows } = await database().execute(sql`
    select customers.id, customers.email, customers.dodo_customer_id, customers.created_at, accounts.balance,
      coalesce(accounts.held, 0) as held, used.*,
      coalesce((select sum(credits) from emails where customer_id = customers.id and status = 'sent'
        and capture_id is null and credits > 0), 0)
      + coalesce((select sum(credits) from captures where customer_id = customers.id and state = 'open'), 0) as owed,
      customers.paused, customers.slowed, customers.limited, customers.is_new
    from (
      select customers.*, coalesce(${STATES.paused}, false) as paused, coalesce(${STATES.slowed}, false) as slowed,
        coalesce(${STATES.limited}, false) as limited, coalesce(${STATES.new}, false) as is_new
      from customers left join sending_controls as controls on controls.customer_id = customers.id
      where ${condition}
      ${inOrder} limit ${limit}
    ) as customers
    left join credit_accounts as accounts on accounts.customer_id = customers.id
    cross join lateral (
      select coalesce(sum(emails), 0) as sent, coalesce(sum(bounced), 0) as bounced, coalesce(sum(complained), 0) as complained
      from usage_counts where customer_id = customers.id and quarter > ${nowOnce} - ${COUNTED}::interval
    ) as used
    ${inOrder}`);
  return z.array(rowSchema).parse(rows).map(toSummary);
}

function toSummary(row: z.infer<typeof rowSchema>): CustomerSummary {
  const { paused, slowed, limited, is_new, created_at, ...facts } = row;
  const state = paused ? "paused" : slowed ? "slowed" : limited ? "limited" : is_new ? "new" : "ok";
  return { ...facts, created_at: created_at.toISOString(), state };
}
