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
    isCurrent: z.boolean(),
  }),
);
/** As text, because a JavaScript date would lose the microseconds. */
const progressSchema = z.object({ until: z.string() });
type DayRow = z.infer<typeof rowsSchema>[number];

/**
 * What a customer sent on each of the last 30 days of the time zone, and what became of it. Reads at most one row per
 * quarter of an hour, and the emails of the last minutes, which are not folded yet.
 */
export async function readUsage(customerId: string, timeZone: string, now = new Date()): Promise<Usage> {
  const days = lastDays(now, timeZone, DAYS);
  const rows = await countDays(
    customerId,
    days.map(({ startsAt }) => startsAt.toISOString()),
  );
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const sum = (pick: (row: DayRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
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

/**
 * Folded quarters up to the moment until which they are folded, and emails from it on. The moment is read first, so that
 * the planner knows how few emails that are; if a fold has moved it meanwhile, a part would count twice, so all is read
 * again. Folds are a minute apart.
 */
async function countDays(customerId: string, starts: string[]): Promise<DayRow[]> {
  const countedUntil = sql`(select coalesce(max(counted_until), '-infinity')::text from usage_progress where name = 'sent')`;
  const { rows: progress } = await database().execute(sql`select ${countedUntil} as until`);
  const until = progressSchema.parse(progress[0]).until;
  const [from] = starts;
  const { rows } = await database().execute(sql`
    select width_bucket(at, ${sql.param(starts)}::timestamptz[]) as day, sum(emails)::int as emails,
      sum(credits)::int as credits, sum(delivered)::int as delivered, sum(bounced)::int as bounced,
      sum(failed)::int as failed, sum(complained)::int as complained, ${countedUntil} = ${until} as "isCurrent"
    from (
      select quarter as at, emails, credits, delivered, bounced, failed, complained from usage_counts
      where customer_id = ${customerId} and quarter >= ${from}::timestamptz and quarter < ${until}::timestamptz
      union all
      select sent_at as at, ${oneEach} from emails
      where customer_id = ${customerId} and ${counts}
        and sent_at >= greatest(${from}::timestamptz, ${until}::timestamptz)
    ) as counted
    group by 1`);
  const days = rowsSchema.parse(rows);
  return days.every(({ isCurrent }) => isCurrent) ? days : countDays(customerId, starts);
}
