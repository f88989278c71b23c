import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { type EmailEvent, emailEventSchema } from "../contracts/email-event";
import { database } from "../db/client";
import { emailEvents } from "../db/schema/api";

/** An email that is opened all day has more; nobody reads them one by one. */
const EVENTS_MAX = 100;

/** What Resend told last of one of a customer's emails, oldest first. */
export async function listEvents(customerId: string, emailId: string): Promise<EmailEvent[]> {
  const rows = await database()
    .select()
    .from(emailEvents)
    .where(and(eq(emailEvents.customerId, customerId), eq(emailEvents.emailId, emailId)))
    .orderBy(desc(emailEvents.occurredAt), desc(emailEvents.id))
    .limit(EVENTS_MAX);
  return rows
    .reverse()
    .map(({ id, type, occurredAt, detail }) =>
      emailEventSchema.parse({ ...detail, id, type, occurred_at: occurredAt.toISOString() }),
    );
}
