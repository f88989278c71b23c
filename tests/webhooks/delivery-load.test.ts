import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type EmailEventType, emailEventTypeSchema } from "@/lib/contracts/email-event";
import { idsInOrder } from "@/lib/credits/ids-in-order";
import { transaction } from "@/lib/db/client";
import { emails as emailsTable } from "@/lib/db/schema/emails";
import { now } from "@/lib/db/time";
import { resendMessages } from "@/lib/engine/resend-messages";
import { furthest, type Reached } from "@/lib/sending/furthest";
import { suppressedAmong } from "@/lib/suppressions/find";
import { applyWebhooks, type PendingMessage, storeWebhook } from "@/lib/webhooks/inbox";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

let place: InProcessDatabase;
beforeAll(async () => {
  place = await openInProcessDatabase();
  // Whoever waits in a circle is not helped out, and fails by the timeout of its statement.
  const { rows } = await place.db.query("select current_database() as name");
  await place.db.query(`alter database ${rows[0].name} set deadlock_timeout = '1h'`);
});
afterAll(() => place?.close());
beforeEach(() =>
  place.db.query("truncate emails, email_events, suppressions, webhook_events, webhook_messages"),
);

const moment = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second));

interface Email {
  customerId: string;
  id: string;
  resendId: string;
  to: string;
}

/** Sent emails of several customers, each to an address of its own. */
async function sentEmails(count: number, customers: number): Promise<Email[]> {
  const customerIds = Array.from({ length: customers }, () => uuidv7());
  const emails = Array.from({ length: count }, (_, n) => ({
    customerId: customerIds[n % customers] ?? "",
    id: uuidv7(),
    resendId: randomUUID(),
    to: `reader-${n}@mailbox.dev`,
  }));
  await place.db.query(
    `insert into emails (customer_id, id, status, credits, "to", envelope, subject, payload, available_after, resend_id, sent_at)
     select (e ->> 'customerId')::uuid, (e ->> 'id')::uuid, 'sent', 1, jsonb_build_array(e ->> 'to'),
       '{"from":"a@mailbox.dev","cc":[],"bcc":[],"replyTo":[]}', 'Load', '{}', 1, e ->> 'resendId', now()
     from jsonb_array_elements($1::jsonb) as e`,
    [JSON.stringify(emails)],
  );
  return emails;
}

function message(email: Email, event: EmailEventType, at: Date, id: string = randomUUID()): PendingMessage {
  const tags = { mailkit_id: email.id, mailkit_customer: email.customerId };
  const bounce = { type: "Permanent", subType: "General", message: "no such user" };
  const type = `email.${event}`;
  const data = { email_id: email.resendId, tags, ...(event === "bounced" ? { bounce } : {}) };
  return { id, type, body: JSON.stringify({ type, created_at: at.toISOString(), data }) };
}

async function store({ id, body }: PendingMessage): Promise<void> {
  await storeWebhook({ source: "resend", id, rawBody: body });
}

async function applyAll(): Promise<number> {
  let total = 0;
  for (let applied = -1; applied !== 0; total += applied) applied = await applyWebhooks(resendMessages);
  return total;
}

const lastEvents = async () =>
  (await place.db.query("select distinct last_event from emails")).rows.map((row) => row.last_event);
const count = async (table: string) =>
  Number((await place.db.query(`select count(*) from ${table}`)).rows[0].count);
const outcomes = async () =>
  (
    await place.db.query(
      "select outcome, count(*)::int from webhook_events group by outcome order by outcome",
    )
  ).rows.map((row) => `${row.count} ${row.outcome}`);

describe("what is stored of an email's events", () => {
  it("does not depend on their order, on how they are cut into batches, or on repetitions", async () => {
    const event = fc.tuple(fc.constantFrom(...emailEventTypeSchema.options), fc.integer({ min: 0, max: 20 }));
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 10 }), fc.nat(10), async (events, cut) => {
        const [email] = await sentEmails(1, 1);
        if (!email) throw new Error("There is no email.");
        for (const [at, [type, second]] of events.entries()) {
          await store(message(email, type, moment(second), `msg_${email.id}_${at}`));
          if (at === cut) await applyAll();
        }
        await applyAll();
        // As if the inbox had long forgotten that it knows them.
        await place.db.query("update webhook_events set applied_at = null");
        await applyAll();
        const expected = events.reduce<Reached | null>(
          (so, [type, second]) => furthest(so, { event: type, at: moment(second) }),
          null,
        );
        const { rows } = await place.db.query("select last_event, last_event_at from emails where id = $1", [
          email.id,
        ]);
        expect(rows).toEqual([{ last_event: expected?.event, last_event_at: expected?.at }]);
        const stored = await place.db.query("select 1 from email_events where email_id = $1", [email.id]);
        expect(stored.rowCount).toBe(events.length);
      }),
      { numRuns: 25 },
    );
  });
});

describe("thousands of events", () => {
  it("are each applied once", async () => {
    const emails = await sentEmails(1_000, 7);
    const steps: EmailEventType[] = ["bounced", "sent", "delivered"];
    const messages = steps.flatMap((step, n) => emails.map((email) => message(email, step, moment(n))));
    await Promise.all(messages.map(store));
    expect(await applyAll()).toBe(messages.length);
    expect(await outcomes()).toEqual([`${messages.length} applied`]);
    expect(await count("email_events")).toBe(messages.length);
    expect(await count("suppressions")).toBe(emails.length);
    expect(await lastEvents()).toEqual(["bounced"]);
    const [first] = emails;
    if (!first) throw new Error("There is no email.");
    const asked = [`Reader <${first.to.toUpperCase()}>`, "x@mailbox.dev"];
    expect(await suppressedAmong(first.customerId, asked)).toEqual(new Set([first.to]));
  });

  it("wait for each other, and for captures of the same emails, and never in a circle", async () => {
    const emails = await sentEmails(200, 3);
    const shuffled = () => [...emails].sort(() => Math.random() - 0.5);
    const apply = (n: number) =>
      transaction((tx) =>
        resendMessages.apply(
          tx,
          shuffled().map((email) => message(email, n % 2 ? "delivered" : "bounced", moment(n))),
        ),
      );
    const capture = (n: number) => {
      const isPaid = eq(emailsTable.customerId, emails[n % 3]?.customerId ?? "");
      return transaction((tx) =>
        tx
          .update(emailsTable)
          .set({ capturedAt: now })
          .where(and(isPaid, inArray(emailsTable.id, idsInOrder(tx, isPaid)))),
      );
    };
    await Promise.all(Array.from({ length: 24 }, (_, n) => (n % 4 === 3 ? capture(n) : apply(n))));
    expect(await lastEvents()).toEqual(["bounced"]);
    expect(await count("email_events")).toBe(18 * emails.length);
    expect(await count("suppressions")).toBe(emails.length);
  });
});
