import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Usage } from "../contracts/overview";
import { database } from "../db/client";
import { counts, oneEach } from "./counting";
import { lastDays } from "./days";

const DAYS = 30;

const rowsSchema = z.array(
  z.object({
    day: z.number(),
    emails: z.number(),
    credits: z.number(),
    delivered: z.number(),
    bounced: z.number(),
    failed: z.number(),
    complained: z.number(),
  }),
);

/**
 * What a customer sent on each of the last 30 days of the time zone, and what became of it. Reads at most one row per
 * quarter of an hour, and the emails of the last minutes, which are not folded yet; one statement, so that nothing is
 * counted twice or not at all while a fold commits.
 */
export async function readUsage(customerId: string, timeZone: string, now = new Date()): Promise<Usage> {
  const days = lastDays(now, timeZone, DAYS);
  const starts = sql`${sql.param(days.map(({ startsAt }) => startsAt.toISOString()))}::timestamptz[]`;
  const from = sql`(${starts})[1]`;
  const countedUntil = sql`(select coalesce(max(counted_until), '-infinity') from usage_progress where name = 'sent')`;
  const { rows } = await database().execute(sql`
    select width_bucket(at, ${starts}) as day, sum(emails)::int as emails, sum(credits)::int as credits,
      sum(delivered)::int as delivered, sum(bounced)::int as bounced, sum(failed)::int as failed,
      sum(complained)::int as complained
    from (
      select quarter as at, emails, credits, delivered, bounced, failed, complained from usage_counts
      where customer_id = ${customerId} and quarter >= ${from} and quarter < ${countedUntil}
      union all
      select sent_at as at, ${oneEach} from emails
      where customer_id = ${customerId} and ${counts} and sent_at >= greatest(${from}, ${countedUntil})
    ) as counted
    group by 1`);
  const byDay = new Map(rowsSchema.parse(rows).map((row) => [row.day, row]));
  const sum = (pick: (row: z.infer<typeof rowsSchema>[number]) => number) =>
    [...byDay.values()].reduce((total, row) => total + pick(row), 0);
  return {
    time_zone: timeZone,
    days: days.map(({ date }, index) => {
      const { emails = 0, credits = 0 } = byDay.get(index + 1) ?? {};
      return { date, emails, credits };
    }),
    delivery: {
      sent: sum(({ emails }) => emails),
      delivered: sum(({ delivered }) => delivered),
      bounced: sum(({ bounced }) => bounced),
      failed: sum(({ failed }) => failed),
      complained: sum(({ complained }) => complained),
    },
    as_of: now.toISOString(),
  };
}
