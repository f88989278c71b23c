import { afterAll, beforeAll, expect, it } from "vitest";
import { untilSettled } from "../sending/ledgers";
import { buyTopup } from "../support/buy";
import { giveKey } from "../support/given-key";
import { dodoIdOf } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";
import { Wire } from "../support/wire";

const METRICS_TOKEN = "a-token-of-at-least-32-characters!";
const email = { to: "canary-address@mailbox.dev", subject: "canary-subject", text: "Hi" };

let stack: Stack;
let wire: Wire;
let ada: Session;
beforeAll(async () => {
  stack = await startStack({ env: { METRICS_TOKEN } });
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyTopup(ada, stack);
  await untilThanked();
  wire = new Wire(await testPort(), new URL(stack.databaseUrl));
  await wire.open();
  await stack.restart(0, { DATABASE_URL: wire.url });
});
afterAll(async () => {
  await wire?.cut();
  await stack?.stop();
});

/** MailKit's own mail about the credits is an email, too: it is to be counted before the restart that sets counts to 0. */
async function untilThanked(): Promise<void> {
  const thanked = "select 1 from emails where kind <> 'customer' and status = 'sent'";
  await waitFor(async () => (await stack.db.query(thanked)).rowCount, { what: "the mail about the credits" });
}

const ask = (token?: string) =>
  fetch(`${stack.baseUrl}/api/metrics`, { headers: token ? { authorization: `Bearer ${token}` } : {} });

/** The series by name and labels, as `name{label="value"}`. */
async function scrape(): Promise<Map<string, number>> {
  const answer = await ask(METRICS_TOKEN);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("version=0.0.4");
  const lines = (await answer.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(" ")),
      Number(line.slice(line.lastIndexOf(" ") + 1)),
    ]),
  );
}

/** Waits until figures of the database, which are kept for a few seconds, are as they should be. */
const untilFigure = (name: string, isRight: (value: number | undefined) => boolean) =>
  waitFor(async () => isRight((await scrape()).get(name)), {
    timeoutMs: 20_000,
    what: `${name} to be right`,
  });

it("only who knows the token reads the figures", async () => {
  expect((await ask()).status).toBe(401);
  expect((await ask("another-token-of-at-least-32-chars")).status).toBe(401);
  expect((await ask(METRICS_TOKEN)).status).toBe(200);
});

it("what is accepted, called, paid and received is counted once, by the engine and by routes in one place", async () => {
  expect((await ada.post("/api/send", email)).status).toBe(200);
  expect((await ada.post("/api/send", { ...email, to: "someone@example.com" })).status).toBe(422);
  await untilSettled(stack);
  await stack.sandbox.adjust(await dodoIdOf(stack, ada.email), "credit", 7);
  await untilFigure('mailkit_webhooks_total{source="dodo",what="applied"}', (count) => (count ?? 0) >= 1);
  const figures = await scrape();
  expect(figures.get("mailkit_emails_accepted_total")).toBe(2);
  expect(figures.get('mailkit_emails_settled_total{status="sent"}')).toBe(1);
  expect(figures.get('mailkit_emails_settled_total{status="failed"}')).toBe(1);
  expect(figures.get('mailkit_dispatch_duration_seconds_count{outcome="settled"}')).toBe(2);
  expect(figures.get("mailkit_dispatch_emails_sum")).toBe(2);
  expect(figures.get('mailkit_capture_duration_seconds_count{outcome="captured"}')).toBe(1);
  expect(figures.get("mailkit_credits_captured_total")).toBe(1);
  const route = 'route="/api/send",method="POST"';
  expect(figures.get(`mailkit_http_request_duration_seconds_count{${route},status="200"}`)).toBe(1);
  expect(figures.get(`mailkit_http_request_duration_seconds_count{${route},status="422"}`)).toBe(1);
  expect(figures.get("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
  expect(figures.get("process_resident_memory_bytes")).toBeGreaterThan(0);
});

it("routes are told apart by their pattern, at the root too, and strangers can't make new ones", async () => {
  const { token } = await giveKey(stack, ada.email);
  const get = (path: string) =>
    fetch(stack.baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
  const id = "01900000-0000-7000-8000-000000000000";
  for (const path of [
    `/api/emails/${id}`,
    `/emails/${id}`,
    "/api/emails/%41%2f",
    "/api/made-up-canary/x",
    "/emails",
  ])
    await get(path);
  await (await fetch(`${stack.baseUrl}/signin?next=canary`)).text();
  const figures = await scrape();
  expect(
    figures.get('mailkit_http_request_duration_seconds_count{route="page",method="GET",status="200"}'),
  ).toBe(1);
  const routes = new Set([...figures.keys()].flatMap((name) => /route="([^"]+)"/.exec(name)?.[1] ?? []));
  expect([...routes]).toEqual(
    expect.arrayContaining(["/api/emails/:id", "/api/emails", "/api/send", "other"]),
  );
  const text = [...figures.keys()].join("\n");
  for (const canary of [id, "canary", "ada@", token.slice(0, 12)]) expect(text).not.toContain(canary);
});

it("the queue, what is owed, the inbox and the budgets are read from the database", async () => {
  await stack.db.query(
    "update provider_lines set paused_until = now() + interval '1 hour' where provider = 'resend'",
  );
  expect((await ada.post("/api/send", email, { Prefer: "respond-async" })).status).toBe(202);
  await untilFigure('mailkit_queue_emails{status="queued"}', (count) => count === 1);
  await untilFigure("mailkit_queue_oldest_seconds", (seconds) => (seconds ?? 0) > 0);
  await untilFigure("mailkit_credits_held", (credits) => credits === 1);
  const figures = await scrape();
  expect(figures.get('mailkit_provider_line_state{provider="resend",state="waiting"}')).toBe(1);
  expect(figures.get('mailkit_provider_line_state{provider="dodo",state="ok"}')).toBe(1);
  expect(figures.get('mailkit_provider_budget_per_second{provider="resend"}')).toBeGreaterThan(0);
  expect(figures.get('mailkit_provider_budget_tokens{provider="dodo"}')).toBeGreaterThan(0);
  expect(figures.get('mailkit_webhooks_pending{source="dodo"}')).toBe(0);
  expect(figures.get("mailkit_database_up")).toBe(1);
  // What waits for an operator's word alarms nobody, however long it takes.
  await stack.db.query(
    `insert into sending_controls (customer_id, paused_at, paused_by) select id, now(), 'operator' from customers
     on conflict (customer_id) do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by`,
  );
  await untilFigure("mailkit_queue_oldest_seconds", (seconds) => seconds === 0);
  expect((await scrape()).get('mailkit_queue_emails{status="queued"}')).toBe(1);
  await stack.db.query("update sending_controls set paused_at = null, paused_by = null");
  await stack.db.query("update provider_lines set paused_until = null where provider = 'resend'");
  await untilSettled(stack);
  // Sent, and as if Dodo had not been told of it yet.
  await stack.db.query("update credit_accounts set capture_not_before = now() + interval '1 hour'");
  expect((await ada.post("/api/send", { ...email, to: ["a@mailbox.dev", "b@mailbox.dev"] })).status).toBe(
    200,
  );
  await untilFigure("mailkit_captures_owed_credits", (credits) => credits === 2);
  expect((await scrape()).get("mailkit_credits_held")).toBe(2);
  await stack.db.query("update credit_accounts set capture_not_before = null");
  await untilSettled(stack);
  await untilFigure("mailkit_credits_held", (credits) => credits === 0);
});

it("without the database a scrape still answers, with what the process knows, and no stale figures", async () => {
  await wire.cut();
  await untilFigure("mailkit_database_up", (up) => up === 0);
  const figures = await scrape();
  expect(figures.get("mailkit_emails_accepted_total")).toBe(4);
  expect([...figures.keys()].filter((name) => name.startsWith("mailkit_queue"))).toEqual([]);
  await wire.open();
  await untilFigure("mailkit_database_up", (up) => up === 1);
});
