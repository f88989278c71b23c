import { v7 as uuidv7 } from "uuid";
import type { Stack } from "./stack";

interface Sent {
  daysAgo: number;
  emails: number;
  creditsEach?: number;
  lastEvent?: string | null;
}

/** Emails of the customer with this address as if they had been sent, at this time of the day, some days ago. */
export async function giveHistory(
  { db }: Pick<Stack, "db">,
  email: string,
  history: readonly Sent[],
): Promise<void> {
  for (const { daysAgo, emails, creditsEach = 1, lastEvent = null } of history) {
    await db.query(
      `insert into emails (customer_id, id, status, credits, "to", envelope, subject, payload, available_after,
         capture_id, captured_at, created_at, sent_at, settled_at, last_event, last_event_at, resend_id)
       select customers.id, gen_random_uuid(), 'sent', $3, '["ada@mailbox.dev"]',
         '{"from":"a@mailbox.dev","cc":[],"bcc":[],"replyTo":[]}', 'Receipt', '{}', 0, $6::uuid, at, at, at, at, $4,
         case when $4::text is null then null else at end, gen_random_uuid()
       from customers, generate_series(1, $5), (select now() - $2 * interval '1 day' as at) as moment
       where email = $1`,
      [email, daysAgo, creditsEach, lastEvent, emails, uuidv7()],
    );
  }
  // Nobody sends into the past but this, so what was folded must be folded again.
  await db.query("delete from usage_progress");
}
