import "server-only";
import { sql } from "drizzle-orm";

/**
 * What is counted of a row of `emails`, in the one way in which it is counted wherever that is. An email that somebody
 * complained of, opened or clicked in was delivered.
 */
const DELIVERED = sql`last_event in ('delivered', 'opened', 'clicked', 'complained')`;
const BOUNCED = sql`last_event = 'bounced'`;
const FAILED = sql`last_event in ('failed', 'suppressed')`;
const COMPLAINED = sql`last_event = 'complained'`;

/** One row's worth, in the order of `usage_counts`. */
export const oneEach = sql`1 as emails, credits, coalesce(${DELIVERED}, false)::int as delivered,
  coalesce(${BOUNCED}, false)::int as bounced, coalesce(${FAILED}, false)::int as failed,
  coalesce(${COMPLAINED}, false)::int as complained`;

/** Many rows', in the order of `usage_counts`. */
export const totals = sql`count(*)::int as emails, sum(credits)::int as credits,
  (count(*) filter (where ${DELIVERED}))::int as delivered, (count(*) filter (where ${BOUNCED}))::int as bounced,
  (count(*) filter (where ${FAILED}))::int as failed, (count(*) filter (where ${COMPLAINED}))::int as complained`;

/** The emails that count: a customer's own, that were sent. The words are those of the index `emails_by_sent`. */
export const counts = sql`kind = 'customer' and status = 'sent'`;

/** The quarter of an hour that a moment of the database lies in. */
export const quarterOf = (moment: ReturnType<typeof sql>) =>
  sql`date_bin('15 minutes', ${moment}, '2000-01-01T00:00:00Z'::timestamptz)`;
