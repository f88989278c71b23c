import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "@/lib/db/client";
import { readSendingNotice } from "@/lib/tenants/bar";
import { judgeAll } from "@/lib/tenants/health";
import { resumeSending } from "@/lib/tenants/pause";
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
