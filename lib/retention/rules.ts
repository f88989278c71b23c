import "server-only";
import { sql } from "drizzle-orm";
import { env } from "../env";
import { KEPT_COUNTS } from "../usage/fold";
import { ago, type Batch, idOf } from "./batch";
import { removeContent } from "./content";
import { removeEmails } from "./emails";
import { removeDeliveries, removeRows } from "./old-rows";

/** How long one kind of thing is kept. */
interface Rule {
  /** Also its row in `retention_runs`. */
  name: string;
  /** Removes some of what is too old, at most `ROWS_PER_BATCH` rows. */
  removeSome(position: string | null): Promise<Batch>;
}

/** Both providers repeat a message for about 28 hours; what an operator sets is never less. */
const messagesOf = (source: "dodo" | "resend", days: number) =>
  removeRows({
    table: "webhook_events",
    key: ["source", "id"],
    where: sql`source = ${source} and received_at < ${ago(`${days} days`)}`,
    age: "received_at",
  });

/**
 * All that is removed because of its age, with how long it is kept. What an operator may choose stands in `.env.example`;
 * the other spans follow from what the things are for.
 */
export const RULES: readonly Rule[] = [
  { name: "content", removeSome: () => removeContent(env().RETAIN_CONTENT_DAYS) },
  {
    name: "emails",
    removeSome: async (position) => {
      const days = env().RETAIN_EMAILS_DAYS;
      return days === undefined ? { rows: 0, isMore: false } : removeEmails(days, position);
    },
  },
  { name: "dodo messages", removeSome: () => messagesOf("dodo", env().RETAIN_DODO_MESSAGES_DAYS) },
  { name: "resend messages", removeSome: () => messagesOf("resend", env().RETAIN_RESEND_MESSAGES_DAYS) },
  {
    name: "deliveries",
    // One that was replayed lately, and is still on its way, stays until it is not.
    removeSome: () =>
      removeDeliveries(
        sql`created_at < ${ago(`${env().RETAIN_DELIVERIES_DAYS} days`)} and state <> 'pending'`,
      ),
  },
  {
    // A key names its email for at least 24 hours, and as long as the email is on its way. Asked for each key by itself: as a
    // join it would be a look at all emails.
    name: "idempotency keys",
    removeSome: () =>
      removeRows({
        table: "idempotency_keys",
        key: ["customer_id", "key"],
        where: sql`created_at < ${ago("48 hours")} and not coalesce((
          select true from emails where emails.customer_id = idempotency_keys.customer_id and status in ('queued', 'sending')
            and emails.id = any (array[email_id] || array(select jsonb_array_elements_text(batch -> 'emailIds')::uuid))
          limit 1), false)`,
        age: "created_at",
      }),
  },
  {
    // The emails have their own payloads. Open and unresolved calls stay.
    name: "dispatches",
    removeSome: () =>
      removeRows({
        table: "dispatches",
        key: ["id"],
        where: sql`id < ${idOf("7 days")} and state = 'done' and settled_at < ${ago("7 days")}`,
        age: "id",
      }),
  },
  {
    name: "counts",
    removeSome: () =>
      removeRows({
        table: "usage_counts",
        key: ["customer_id", "quarter"],
        where: sql`quarter < ${ago(KEPT_COUNTS)}`,
        age: "quarter",
      }),
  },
  {
    // Nothing is told for as long as that: grants live a month, and a webhook is repeated for a day or by hand for some.
    name: "notices",
    removeSome: () =>
      removeRows({
        table: "notices",
        key: ["customer_id", "what"],
        where: sql`told_at < ${ago("400 days")}`,
        age: "told_at",
      }),
  },
  {
    // A cookie lives for 30 days after its last renewal; what was not seen for this long has none any more.
    name: "sessions",
    removeSome: () =>
      removeRows({
        table: "sessions",
        key: ["user_id", "id"],
        where: sql`last_seen_at < ${ago("60 days")}`,
        age: "last_seen_at",
      }),
  },
  {
    name: "sign-in links",
    removeSome: () =>
      removeRows({
        table: "verification_tokens",
        key: ["identifier", "token"],
        where: sql`expires < ${ago("1 hour")}`,
        age: "expires",
      }),
  },
  {
    name: "operators' views",
    removeSome: () =>
      removeRows({
        table: "operator_views",
        key: ["id"],
        where: sql`expires_at < ${ago("1 hour")}`,
        age: "expires_at",
      }),
  },
];
