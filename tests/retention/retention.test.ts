import { PgDialect } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WITH_CONTENT } from "@/lib/db/schema/emails";
import { untilSettled } from "../sending/ledgers";
import { expectProblem } from "../support/answers";
import { buyTopup } from "../support/buy";
import { giveKey } from "../support/given-key";
import { customerOf } from "../support/operator";
import { type Session, signIn } from "../support/sign-in";
import { startTimeTravel, type TimeTravel } from "../support/time-travel";
import { waitFor } from "../support/wait-for";

const CANARY = "canary-7f3a";
const MANY = 1_300;

let travel: TimeTravel;
let ada: Session;
let customerId: string;
let token: string;
let emailId: string;
beforeAll(async () => {
  travel = await startTimeTravel({ instances: 2, env: { RETAIN_EMAILS_DAYS: "90" }, deliveryEvents: true });
  ada = await signIn(travel.stack, "ada@mailbox.dev");
  await buyTopup(ada, travel.stack);
  customerId = await customerOf(travel.stack, ada.email);
  ({ token } = await giveKey(travel.stack, ada.email));
  emailId = await sendOne();
  await untilSettled(travel.stack);
});
afterAll(() => travel?.stack.stop());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${travel.stack.baseUrl}${path}`, { ...init, headers: { Authorization: `Bearer ${token}` } });
const query = async (sql: string, values: unknown[] = []) => (await travel.stack.db.query(sql, values)).rows;

async function sendOne(): Promise<string> {
  const answer = await ask("/emails", {
    method: "POST",
    body: JSON.stringify({
      to: "delivered@resend.dev",
      subject: "Your receipt",
      html: `<p>${CANARY}</p>`,
      text: CANARY,
      headers: { "X-Order": CANARY },
      tags: [{ name: "category", value: "receipt" }],
      attachments: [{ filename: `${CANARY}.txt`, content: Buffer.from(CANARY).toString("base64") }],
    }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()).id;
}

/** A copy of the email as if it had come to another end. Returns its id. */
async function copyWith(values: string): Promise<string> {
  const [row] = await query(
    `insert into emails (customer_id, id, credits, "to", envelope, subject, payload, available_after, created_at, sent_at,
       status, capture_id, captured_at, settled_at, scheduled_at)
     select customer_id, gen_random_uuid(), credits, "to", envelope, subject, payload, 0, now(), now(), ${values}
     from emails where id = $1 returning id`,
    [emailId],
  );
  return row.id;
}

it("what an email said is removed after 30 days, everywhere, by both instances at once; who it went to stays", async () => {
  const open = await Promise.all([
    copyWith("'unresolved', null, null, now(), null"),
    copyWith("'sent', gen_random_uuid(), null, now(), null"),
    copyWith("'scheduled', null, null, null, now() + interval '300 days'"),
  ]);
  const failed = await copyWith("'failed', null, null, now(), null");
  await query(
    `insert into emails (customer_id, id, credits, "to", envelope, subject, payload, available_after, status, settled_at)
     select customer_id, gen_random_uuid(), 0, "to", envelope, subject, payload, 0, 'failed', now()
     from emails, generate_series(1, $2) where id = $1`,
    [emailId, MANY],
  );
  expect(await (await ask(`/emails/${emailId}`)).json()).toMatchObject({
    text: CANARY,
    content_removed_at: null,
  });
  const before = await query("select id, emails::text as row from emails where id = any($1) order by id", [
    open,
  ]);

  await travel.pass(30);
  await waitFor(
    async () => {
      const [{ left }] = await query(
        "select count(*)::int as left from emails where content_removed_at is null and kind = 'customer'",
      );
      return left === open.length;
    },
    { timeoutMs: 30_000, what: "all old content to be removed" },
  );
  expect(
    await query("select id, emails::text as row from emails where id = any($1) order by id", [open]),
  ).toEqual(before);
  const [{ rest }] = await query(
    "select string_agg(emails::text, ' ') as rest from emails where content_removed_at is not null",
  );
  expect(rest).not.toContain(CANARY);
  const [{ calls }] = await query("select string_agg(dispatches::text, ' ') as calls from dispatches");
  expect(calls ?? "").not.toContain(CANARY);

  const email = await (await ask(`/emails/${emailId}`)).json();
  expect(email).toMatchObject({
    html: null,
    text: null,
    subject: "Your receipt",
    to: ["delivered@resend.dev"],
    tags: [{ name: "category", value: "receipt" }],
    last_event: "delivered",
  });
  expect(Date.parse(email.content_removed_at)).toBeGreaterThan(Date.now() + 29 * 24 * 60 * 60_000);
  for (const id of [emailId, failed])
    expect(await (await ada.fetch(`/api/dashboard/emails/${id}`)).json()).toMatchObject({
      content_removed_after_days: 30,
      has_html: false,
      text: null,
      headers: {},
    });
  const problem = await expectProblem(
    await ada.fetch(`/api/dashboard/emails/${emailId}/html`),
    404,
    "not_found",
  );
  expect(problem.detail).toBe("The content was removed after 30 days.");
  const page = await (await ada.fetch(`/dashboard/emails/${emailId}`)).text();
  expect(page).toContain("The content was removed after 30 days.");
  expect(page).toContain("Name removed");
});

it("with a number of days for emails they go as a whole, with all that belongs to them, and nothing that is open", async () => {
  const [{ captured }] = await query("select sum(credits)::int as captured from captures");
  await query("insert into verification_tokens values ('x', 'y', now())");
  await query("insert into operator_views values (gen_random_uuid(), gen_random_uuid(), $1, now())", [
    customerId,
  ]);
  await travel.pass(61);
  await waitFor(
    async () => {
      const [{ left }] = await query("select count(*)::int as left from emails where kind = 'customer'");
      return left === 3;
    },
    { timeoutMs: 30_000, what: "old emails to be removed" },
  );
  expect((await ask(`/emails/${emailId}`)).status).toBe(404);
  const isGone = (id: string) =>
    `not exists (select from emails where emails.customer_id = t.customer_id and id = t.${id})`;
  const [left] = await query(
    `select (select count(*)::int from email_events t where ${isGone("email_id")}) as events,
      (select count(*)::int from email_facets t where ${isGone("email_id")}) as facets,
      (select sum(credits)::int from captures) as captured`,
  );
  expect(left).toEqual({ events: 0, facets: 0, captured });
  // All else that has an age: a session that nobody used since, messages, keys, calls, counts, links, views.
  const tables = [
    "sessions",
    "webhook_events",
    "idempotency_keys",
    "usage_counts",
    "verification_tokens",
    "operator_views",
  ];
  await waitFor(
    async () => {
      const counts = await Promise.all(tables.map((table) => query(`select 1 from ${table} limit 1`)));
      return counts.every((rows) => rows.length === 0);
    },
    { timeoutMs: 30_000, what: "everything old to be removed" },
  );
  expect(
    await query(
      "select 1 from dispatches where state = 'done' and settled_at < clock_timestamp() - interval '8 days'",
    ),
  ).toEqual([]);
});

it("content that is old enough is found by an index, not by looking at all emails", async () => {
  const db = await travel.stack.db.connect();
  await db.query("begin; set local enable_seqscan = off; set local enable_bitmapscan = off");
  const { rows } = await db.query(
    `explain select id from emails where ${new PgDialect().sqlToQuery(WITH_CONTENT).sql}
       and settled_at < (select clock_timestamp() - interval '30 days') order by settled_at limit 500`,
  );
  await db.query("rollback");
  db.release();
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(/Index Scan using emails_with_content[\s\S]*Index Cond: \(settled_at < /);
  expect(plan).not.toMatch(/Seq Scan|Sort/);
});
