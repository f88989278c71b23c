import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { creditsSchema } from "@/lib/contracts/credits";
import { problemSchema } from "@/lib/contracts/problem";
import type { FaultInput, SettingsPatch } from "@/sandbox/control-client";
import { buyPlan, buyTopup, readCredits, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

const GOOD_CARD = "4242424242424242";

let stack: Stack;
let customers = 0;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const newCustomer = () => signIn(stack, `customer-${++customers}@mailbox.dev`);
const email = { to: "delivered@resend.dev", subject: "Hi", text: "Hi" };

/** As if the last answer of Dodo's were older than the screen accepts. */
async function ageMirror(session: Session, seconds = 60): Promise<void> {
  await stack.db.query(
    `update credit_accounts set balance_as_of = balance_as_of - make_interval(secs => $2)
     where customer_id = (select id from customers where email = $1)`,
    [session.email, seconds],
  );
}

describe("what the screen says", () => {
  it("has exactly the fields of the contract, and is never kept by a cache", async () => {
    const session = await newCustomer();
    await buyPlan(session, stack);
    await settled(stack);
    const answer = await session.fetch("/api/credits");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const credits = creditsSchema.strict().parse(await answer.json());
    expect(credits).toEqual({
      balance: 5_000,
      held: 0,
      available: 5_000,
      allowance: 5_000,
      low_threshold: 1_000,
      alert: "none",
      alert_since: null,
      status: "ok",
      as_of: expect.any(String),
      stale: false,
      plan: { key: "plan", status: "active", renews_at: expect.any(String), cancels_at_period_end: false },
      sending: null,
    });
    expect(Math.abs(Date.now() - Date.parse(credits.as_of ?? ""))).toBeLessThan(10_000);
  });

  it("goes from none over ok and low to empty, as Dodo's balance does", async () => {
    const session = await newCustomer();
    expect(await readCredits(session)).toMatchObject({ available: 0, status: "none", low_threshold: null });
    await buyTopup(session, stack);
    await settled(stack);
    const dodoId = await dodoIdOf(stack, session.email);
    const steps = [
      { debit: 3_999, available: 1_001, status: "ok" },
      { debit: 1, available: 1_000, status: "low" },
      { debit: 999, available: 1, status: "low" },
      { debit: 1, available: 0, status: "empty" },
    ];
    for (const { debit, ...expected } of steps) {
      await stack.sandbox.adjust(dodoId, "debit", debit);
      await settled(stack);
      expect(await readCredits(session)).toMatchObject(expected);
    }
  });

  it("counts an email as spent from the moment it is accepted, and as paid once it is sent", async () => {
    const session = await newCustomer();
    await buyTopup(session, stack);
    await settled(stack);
    await stack.sandbox.addFaults({ target: "resend", kind: "hang", path: "^/emails" });
    const answer = await session.post(
      "/api/send",
      { ...email, cc: ["a@mailbox.dev", "b@mailbox.dev"] },
      { Prefer: "respond-async" },
    );
    expect(answer.status).toBe(202);
    expect(await readCredits(session)).toMatchObject({ balance: 5_000, held: 3, available: 4_997 });
    // The call that hangs is given up, as if its time were over, and made again.
    await stack.db.query("update dispatches set lease_until = clock_timestamp() where state = 'open'");
    await stack.sandbox.sendWebhook("wake.up", {});
    await settled(stack);
    expect(await readCredits(session)).toMatchObject({ balance: 4_997, held: 0, available: 4_997 });
  });

  it.each<SettingsPatch>([
    { balanceAs: "number", cartAs: "number" },
    { balanceAs: "string", cartAs: "string" },
  ])("is the same, however Dodo writes numbers: %o", async (settings) => {
    await stack.sandbox.changeSettings(settings);
    const session = await newCustomer();
    await buyPlan(session, stack);
    await settled(stack);
    expect((await session.post("/api/send", email)).status).toBe(200);
    await settled(stack);
    expect(await readCredits(session)).toMatchObject({
      balance: 4_999,
      available: 4_999,
      allowance: 5_000,
      low_threshold: 1_000,
    });
  });
});

describe("while Dodo can't be asked", () => {
  const faults: Pick<FaultInput, "kind" | "status" | "delayMs">[] = [
    { kind: "status", status: 503 },
    { kind: "status", status: 500 },
    { kind: "reset_before" },
    { kind: "reset_after" },
    { kind: "timeout_before", delayMs: 200 },
    { kind: "html_502" },
    { kind: "empty_200" },
    { kind: "malformed" },
    { kind: "half_body" },
    { kind: "redirect" },
    { kind: "status", status: 401 },
    { kind: "status", status: 422 },
  ];
  const onBalance = (fault: (typeof faults)[number]): FaultInput => ({
    target: "dodo",
    method: "GET",
    path: "/balances/",
    ...fault,
  });
  /** A refused key stops the line until somebody mends it. */
  const mendLine = () =>
    stack.db.query(
      "update provider_lines set paused_until = null, stopped_since = null where provider = 'dodo'",
    );
  let known: Session;
  let unknown: Session;
  beforeAll(async () => {
    [known, unknown] = await Promise.all([newCustomer(), newCustomer()]);
    await buyTopup(known, stack);
    await settled(stack);
    // Has bought something, and nobody has looked yet.
    await stack.sandbox.changeSettings({ webhooks: { enabled: false } });
    await stack.sandbox.pay(await startCheckout("/api/checkout/topup", unknown), GOOD_CARD);
    await stack.sandbox.changeSettings({ webhooks: { enabled: true } });
  });

  it.each(faults)("the last number is shown as the last one known: %o", async (fault) => {
    await ageMirror(known);
    await stack.sandbox.addFaults(onBalance(fault));
    expect(await readCredits(known)).toMatchObject({
      balance: 5_000,
      available: 5_000,
      status: "ok",
      stale: true,
    });
    await mendLine();
    expect(await readCredits(known)).toMatchObject({ balance: 5_000, stale: false });
  });

  it.each(faults)("no number is shown if there never was one, least of all a low one: %o", async (fault) => {
    await stack.sandbox.addFaults(onBalance(fault));
    const answer = await unknown.fetch("/api/credits");
    const isRefusal = fault.status === 401 || fault.status === 422;
    expect(answer.status).toBe(isRefusal ? 502 : 503);
    const problem = problemSchema.parse(await answer.json());
    expect(problem.code).toBe(isRefusal ? "provider_refused" : "provider_unavailable");
    expect(problem).not.toHaveProperty("balance");
    expect(answer.headers.has("Retry-After")).toBe(!isRefusal);
    await mendLine();
  });
});
