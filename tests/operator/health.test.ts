import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "@/lib/db/client";
import { readSendingNotice } from "@/lib/tenants/bar";
import { judgeAll } from "@/lib/tenants/health";
import { limitSending, pauseSending, resumeSending } from "@/lib/tenants/pause";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

let database: InProcessDatabase;
beforeAll(async () => {
  database = await openInProcessDatabase();
});
afterAll(() => database?.close());

async function customer(counts: { sent: number; bounced?: number; complained?: number; daysAgo?: number }) {
  const id = uuidv7();
  await database.db.query("insert into customers (id, email) values ($1, 'a@mailbox.dev')", [id]);
  await database.db.query("insert into credit_accounts (customer_id) values ($1)", [id]);
  await count(id, counts);
  return id;
}

async function count(
  id: string,
  { sent, bounced = 0, complained = 0, daysAgo = 1 }: Parameters<typeof customer>[0],
): Promise<void> {
  await database.db.query(
    `insert into usage_counts values ($1, date_bin('15 minutes', now() - $2 * interval '1 day', '2000-01-01'), $3, $3, 0, $4, 0, $5)
     on conflict (customer_id, quarter) do update set emails = excluded.emails, bounced = excluded.bounced, complained = excluded.complained`,
    [id, daysAgo, sent, bounced, complained],
  );
}
const mailsOf = async (id: string) => {
  const written = await database.db.query("select subject from emails where customer_id = $1 order by id", [
    id,
  ]);
  return written.rows.map(({ subject }) => subject);
};
const quotaOf = async (id: string) =>
  (await database.db.query("select quota from credit_accounts where customer_id = $1", [id])).rows[0].quota;

describe("a customer whose emails are taken badly", () => {
  it("is paused at Resend's limits, and slowed down at half of them", async () => {
    const [good, slow, bad, hated, small, old] = await Promise.all([
      customer({ sent: 1_000, bounced: 10 }),
      customer({ sent: 1_000, bounced: 25 }),
      customer({ sent: 1_000, bounced: 40 }),
      customer({ sent: 3_000, complained: 3 }),
      customer({ sent: 100, bounced: 100 }),
      customer({ sent: 1_000, bounced: 500, daysAgo: 8 }),
    ]);
    await judgeAll();
    const kinds = await Promise.all(
      [good, slow, bad, hated, small, old].map(async (id) => (await readSendingNotice(id))?.kind),
    );
    expect(kinds).toEqual([undefined, "slowed", "paused", "paused", undefined, undefined]);
    expect(await Promise.all([good, slow, bad].map(quotaOf))).toEqual([null, "200", "0"]);
    expect(await mailsOf(slow)).toEqual(["Sending from your account is slowed down"]);
    expect(await mailsOf(bad)).toEqual(["Sending from your account is paused"]);
    expect(await mailsOf(good)).toEqual([]);
    expect((await readSendingNotice(bad))?.reason).toContain("40 of your last 1,000 emails bounced (4 %");
  });

  it("is slowed down no longer once they are taken better", async () => {
    const id = await customer({ sent: 1_000, bounced: 25 });
    await judgeAll();
    await count(id, { sent: 5_000, bounced: 25 });
    await judgeAll();
    expect(await readSendingNotice(id)).toBeNull();
    expect(await quotaOf(id)).toBeNull();
  });

  it("is told once of each pause, with its reason and what stays, and of its end, however many judge, and of slowing once a day", async () => {
    const [paused, slow] = [
      await customer({ sent: 1_000, bounced: 40 }),
      await customer({ sent: 1_000, bounced: 25 }),
    ];
    await database.db.query("update credit_accounts set balance = 5000, held = 12 where customer_id = $1", [
      paused,
    ]);
    await Promise.all([judgeAll(), judgeAll(), judgeAll(), judgeAll()]);
    await transaction((tx) => pauseSending(tx, paused, { by: "operator", reason: "Another reason." }));
    const { rows } = await database.db.query("select payload from emails where customer_id = $1", [paused]);
    expect(rows).toHaveLength(1);
    const { to, text } = JSON.parse(rows[0].payload);
    expect(to).toEqual(["a@mailbox.dev"]);
    const words = text.replace(/\s+/g, " ");
    expect(words).toContain("40 of your last 1,000 emails bounced (4 %");
    expect(words).toContain("Your 4,988 email credits stay yours.");
    expect(words).toContain("12 more are on hold");
    expect(words).toContain("answer this mail, say what you have changed");

    for (const bounced of [10, 25, 10, 25]) {
      await count(slow, { sent: 1_000, bounced });
      await judgeAll();
    }
    expect(await mailsOf(slow)).toEqual(["Sending from your account is slowed down"]);

    const resumed = await Promise.all([1, 2, 3].map(() => transaction((tx) => resumeSending(tx, paused))));
    expect(resumed.filter(Boolean)).toHaveLength(1);
    await transaction((tx) => pauseSending(tx, paused, { by: "dispute", reason: "A new one." }));
    const pausedMail = "Sending from your account is paused";
    expect(await mailsOf(paused)).toEqual([pausedMail, "Sending from your account is resumed", pausedMail]);
  });

  it("is told of an operator's limit that is lower than what held before", async () => {
    const id = await customer({ sent: 1_000 });
    for (const credits of [500, 800, 300, null, 300])
      await transaction((tx) => limitSending(tx, id, credits));
    expect(await mailsOf(id)).toEqual(Array(3).fill("Your account has a daily limit"));
    expect(await readSendingNotice(id)).toMatchObject({
      kind: "limited",
      daily_credits: 300,
      left_today: 300,
    });
  });

  it("is not paused again for what an operator has looked at, but for what comes after", async () => {
    const id = await customer({ sent: 1_000, bounced: 40 });
    await judgeAll();
    await transaction((tx) => resumeSending(tx, id));
    await judgeAll();
    expect(await readSendingNotice(id)).toBeNull();
    await database.db.query(
      "update sending_controls set judged_from = now() - interval '1 hour' where customer_id = $1",
      [id],
    );
    await count(id, { sent: 600, bounced: 60, daysAgo: 0 });
    await judgeAll();
    expect(await readSendingNotice(id)).toMatchObject({ kind: "paused" });
  });
});
