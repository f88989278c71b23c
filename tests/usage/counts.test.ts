import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "@/lib/db/client";
import { recordNews } from "@/lib/sending/delivery-news";
import { lockEmails } from "@/lib/sending/locked-emails";
import { foldUsage } from "@/lib/usage/fold";
import { readUsage } from "@/lib/usage/read";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

let database: InProcessDatabase;
beforeAll(async () => {
  database = await openInProcessDatabase();
});
afterAll(() => database?.close());

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ENVELOPE = { from: "a@mailbox.dev", cc: [], bcc: [], replyTo: [] };
const ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati"];

interface Sent {
  at: Date;
  credits: number;
}

async function customer(): Promise<string> {
  const id = uuidv7();
  await database.db.query("insert into customers (id, email) values ($1, $2)", [id, `${id}@mailbox.dev`]);
  return id;
}

async function insert(customerId: string, sent: Sent[], { kind = "customer", status = "sent" } = {}) {
  const ids = sent.map(() => uuidv7());
  await database.db.query(
    `insert into emails (customer_id, id, kind, status, credits, "to", envelope, subject, payload, available_after, sent_at)
     select $1, id, $2, $3, credits, '[]', $7, 'Hi', '', 0, at
     from unnest($4::uuid[], $5::int[], $6::timestamptz[]) as sent (id, credits, at)`,
    [
      customerId,
      kind,
      status,
      ids,
      sent.map(({ credits }) => credits),
      sent.map(({ at }) => at.toISOString()),
      ENVELOPE,
    ],
  );
  return ids;
}

/** Some at every hour of the day, over more days than are shown, and up to this minute. */
function manySent(now: Date): Sent[] {
  return Array.from({ length: 700 }, (_, i) => ({
    at: new Date(now.getTime() - (i / 700) ** 2 * 34 * DAY_MS),
    credits: 1 + (i % 3),
  }));
}

/** The same count, made the slow way. */
function countSlowly(sent: Sent[], timeZone: string, dates: string[]) {
  const writer = new Intl.DateTimeFormat("en-CA", { timeZone });
  return dates.map((date) => {
    const ofDay = sent.filter(({ at }) => writer.format(at) === date);
    return { date, emails: ofDay.length, credits: ofDay.reduce((sum, { credits }) => sum + credits, 0) };
  });
}

async function foldAll(): Promise<void> {
  while (await foldUsage());
}
/** As if the last fold had been some time ago. */
const unfold = (minutes: number) =>
  database.db.query("update usage_progress set counted_until = counted_until - $1 * interval '1 minute'", [
    minutes,
  ]);

describe("what a customer sent is counted on the day it was sent on where they are", () => {
  it("before it is folded, after, and with what was sent since, whoever folds", async () => {
    const now = new Date();
    const id = await customer();
    const sent = manySent(now);
    await insert(id, sent);
    const expectCounted = async () => {
      for (const zone of ZONES) {
        const { days } = await readUsage(id, zone, now);
        expect(days).toHaveLength(30);
        expect(days, zone).toEqual(
          countSlowly(
            sent,
            zone,
            days.map(({ date }) => date),
          ),
        );
      }
    };
    await expectCounted();
    await Promise.all([foldAll(), foldAll(), foldAll()]);
    const { rows } = await database.db.query("select sum(emails)::int as folded from usage_counts");
    expect(rows[0].folded).toBeGreaterThan(600);
    await expectCounted();
    const send = async (minutesAgo: number) => {
      const one = { at: new Date(now.getTime() - minutesAgo * MINUTE_MS), credits: 2 };
      await insert(id, [one]);
      sent.push(one);
    };
    await send(1);
    await expectCounted();
    await unfold(30);
    await send(4);
    await send(20);
    await foldAll();
    await expectCounted();
  });

  it("is nothing on thirty days for somebody new, and never what is somebody else's or was not sent", async () => {
    const id = await customer();
    const now = new Date();
    const sent = [{ at: new Date(now.getTime() - MINUTE_MS), credits: 7 }];
    await insert(await customer(), sent);
    await insert(id, sent, { kind: "system" });
    for (const status of ["failed", "canceled", "queued", "unresolved"]) await insert(id, sent, { status });
    const usage = await readUsage(id, "Europe/Berlin", now);
    expect(usage.days.map(({ emails, credits }) => emails + credits)).toEqual(Array(30).fill(0));
    expect(usage.delivery).toEqual({ sent: 0, delivered: 0, bounced: 0, failed: 0, complained: 0 });
  });

  it("changes its days with the clocks", async () => {
    const id = await customer();
    // Half an hour before, in the middle of, and after the day of 25 hours; none of it is folded.
    await database.db.query("delete from usage_progress");
    const at = ["2025-10-25T21:30Z", "2025-10-25T22:30Z", "2025-10-26T22:30Z", "2025-10-26T23:30Z"];
    await insert(
      id,
      at.map((time) => ({ at: new Date(time), credits: 1 })),
    );
    const { days } = await readUsage(id, "Europe/Berlin", new Date("2025-10-27T12:00Z"));
    expect(days.slice(-3).map(({ date, emails }) => [date, emails])).toEqual([
      ["2025-10-25", 1],
      ["2025-10-26", 2],
      ["2025-10-27", 1],
    ]);
  });
});

describe("what became of emails is counted", () => {
  /** Tells it as Resend's messages do, and stores it as of some minutes ago. */
  async function tell(customerId: string, emailId: string, types: string[], minutesAgo: number) {
    for (const type of types)
      await transaction(async (tx) => {
        const [email] = await lockEmails(tx, [{ customerId, emailId }]);
        if (!email) throw new Error("There is no such email.");
        const event = { type, occurredAt: new Date(), detail: {} } as Parameters<
          typeof recordNews
        >[1][0]["event"];
        await recordNews(tx, [{ messageId: uuidv7(), email, event }]);
      });
    await database.db.query(
      "update email_events set recorded_at = now() - $1 * interval '1 minute' where email_id = $2",
      [minutesAgo, emailId],
    );
  }

  it("once per email, in whatever order it is heard, also long after the email was folded", async () => {
    const id = await customer();
    const now = new Date();
    const sent = [9, 6, 3, 1].map((days) => ({ at: new Date(now.getTime() - days * DAY_MS), credits: 1 }));
    const ids = await insert(id, sent);
    await database.db.query("delete from usage_progress");
    await foldAll();
    const delivery = async () => (await readUsage(id, "UTC", now)).delivery;
    expect(await delivery()).toEqual({ sent: 4, delivered: 0, bounced: 0, failed: 0, complained: 0 });

    const [first = "", second = "", third = ""] = ids;
    await tell(id, first, ["complained", "delivered", "sent"], 6);
    await tell(id, second, ["bounced", "delivered", "bounced"], 6);
    await tell(id, third, ["opened", "delivered"], 6);
    await unfold(10);
    await foldAll();
    const told = { sent: 4, delivered: 2, bounced: 1, failed: 0, complained: 1 };
    expect(await delivery()).toEqual(told);
    await unfold(10);
    await foldAll();
    expect(await delivery()).toEqual(told);
  });

  it("at once for what was sent just now", async () => {
    const id = await customer();
    const [email = ""] = await insert(id, [{ at: new Date(), credits: 1 }]);
    await tell(id, email, ["delivered"], 0);
    expect((await readUsage(id, "UTC")).delivery).toMatchObject({ sent: 1, delivered: 1 });
  });
});
