import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { firstIdAt } from "@/lib/db/first-id";
import { pruneDispatches } from "@/lib/sending/claim";
import { pruneIdempotencyKeys } from "@/lib/sending/idempotency";
import { pruneWebhooks } from "@/lib/webhooks/inbox";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

const DAY_MS = 24 * 60 * 60 * 1000;
/** More than one statement removes. */
const MANY = 5_300;

let opened: InProcessDatabase;
beforeAll(async () => {
  opened = await openInProcessDatabase();
});
afterAll(() => opened?.close());

const names = async (text: string) =>
  (await opened.db.query<{ name: string }>(text)).rows.map(({ name }) => name);

it("forgets keys after two days, however many, but for those whose emails are still on their way", async () => {
  const customerId = uuidv7();
  const [queued, sent] = [uuidv7(), uuidv7()];
  for (const [id, status] of [
    [queued, "queued"],
    [sent, "sent"],
  ])
    await opened.db.query(
      `insert into emails (customer_id, id, status, "to", envelope, subject, payload, credits, available_after)
        values ($1, $2, $3, '[]', '{}', '', '{}', 1, 0)`,
      [customerId, id, status],
    );
  const key = (name: string, emailId: string, age: string, batch: string | null = null) =>
    opened.db.query(
      `insert into idempotency_keys (customer_id, key, request_hash, email_id, created_at, batch)
        values ($1, $2, '', $3, now() - $4::interval, $5)`,
      [customerId, name, emailId, age, batch],
    );
  await key("old, queued", queued, "3 days");
  await key("old, sent", sent, "3 days");
  await key(
    "old batch with one that is queued",
    sent,
    "3 days",
    JSON.stringify({ emailIds: [sent, queued], errors: [] }),
  );
  await key("new", sent, "1 day");
  await opened.db.query(
    `insert into idempotency_keys (customer_id, key, request_hash, email_id, created_at)
      select $1, 'old ' || n, '', gen_random_uuid(), now() - interval '3 days' from generate_series(1, ${MANY}) n`,
    [customerId],
  );
  await pruneIdempotencyKeys();
  expect(await names("select key as name from idempotency_keys order by 1")).toEqual([
    "new",
    "old batch with one that is queued",
    "old, queued",
  ]);
});

it("forgets calls a week after they were settled, and no open one", async () => {
  const call = (state: string, madeDaysAgo: number, settledDaysAgo: number) => {
    const id = firstIdAt(new Date(Date.now() - madeDaysAgo * DAY_MS + Math.round(settledDaysAgo)));
    return opened.db.query(
      `insert into dispatches (id, members, body, state, lease_until, created_at, settled_at, last_error)
        values ($1, '[]', '', $2, now(), now(), now() - $3 * interval '1 day', $4)`,
      [id, state, settledDaysAgo, `${state} ${madeDaysAgo} ${settledDaysAgo}`],
    );
  };
  await call("done", 9, 8);
  await call("done", 10, 2);
  await call("done", 3, 3);
  await call("open", 20, 9);
  await call("unresolved", 21, 9);
  await pruneDispatches();
  expect(await names("select last_error as name from dispatches order by 1")).toEqual([
    "done 10 2",
    "done 3 3",
    "open 20 9",
    "unresolved 21 9",
  ]);
});

it("forgets Resend's messages after four days and Dodo's after thirty, however many", async () => {
  await opened.db.query(
    `insert into webhook_events (source, id, type, body, received_at)
      select source, source || ' ' || days || ' ' || n, '', '', now() - days * interval '1 day'
      from (values ('resend', 5, ${MANY}), ('resend', 3, 1), ('dodo', 5, 1), ('dodo', 31, 1)) v(source, days, count),
      lateral generate_series(1, count) n`,
  );
  await pruneWebhooks();
  expect(await names("select id as name from webhook_events order by 1")).toEqual(["dodo 5 1", "resend 3 1"]);
});
