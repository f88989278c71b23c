import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectProblem } from "../support/answers";
import { buyPlan, buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { customerOf, type Operator, signInOperator } from "../support/operator";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

const FIRST_DAY = 5;
let stack: Stack;
let operator: Operator;
let customers = 0;

beforeAll(async () => {
  stack = await startStack({ env: { NEW_CUSTOMER_DAILY_CREDITS: String(FIRST_DAY) } });
  await endlessBudget(stack);
  operator = await signInOperator(stack);
});
afterAll(() => stack?.stop());

async function customer(buy = buyTopup): Promise<{ session: Session; id: string; paymentId: string }> {
  customers += 1;
  const session = await signIn(stack, `new-${customers}@mailbox.dev`);
  await buy(session, stack);
  const { payments } = await stack.sandbox.state();
  const payment = payments.find(({ customer: { email } }) => email === session.email);
  return { session, id: await customerOf(stack, session.email), paymentId: payment?.payment_id ?? "" };
}
const send = (session: Session) =>
  session.post("/api/send", { to: "delivered@resend.dev", subject: "Hi", text: "Hi" });
const lift = (id: string) =>
  operator.act({ action: "customer.limit", customer_id: id, daily_credits: null, note: "Known to us" });
const dryRun = async (session: Session) =>
  (
    await session.post(
      "/api/emails",
      { to: "delivered@resend.dev", subject: "Hi", text: "Hi" },
      { "X-MailKit-Dry-Run": "1" },
    )
  ).json();

describe("a new customer", () => {
  it("may use so much on the first day, to the credit, however many ask at once", async () => {
    const { session } = await customer();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(session)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(FIRST_DAY).fill(200), ...Array(20 - FIRST_DAY).fill(429)]);
    const refused = await send(session);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    const { detail } = await expectProblem(refused, 429, "daily_limit");
    expect(detail).toContain(`${FIRST_DAY} credits a day`);
    expect(await dryRun(session)).toMatchObject({ would_be_accepted: false, reason: "daily_limit" });
    const page = await (await session.fetch("/dashboard")).text();
    expect(page).toContain("As a new customer you can use 5 credits a day");
    await settled(stack, session.email);
    expect(await readCredits(session)).toMatchObject({ available: 5_000 - FIRST_DAY });
  });

  it("may use as much again on the next day, at once", async () => {
    const { session, id } = await customer();
    for (let sent = 0; sent < FIRST_DAY; sent++) await send(session);
    expect((await send(session)).status).toBe(429);
    await stack.db.query(
      "update emails set created_at = created_at - interval '1 day' where customer_id = $1",
      [id],
    );
    await stack.db.query("update sending_controls set quota_day = '2020-01-01' where customer_id = $1", [id]);
    for (let sent = 0; sent < FIRST_DAY; sent++) expect((await send(session)).status).toBe(200);
    expect((await send(session)).status).toBe(429);
  });

  it("may use more once an operator says so, or once enough was delivered", async () => {
    const [known, grown] = [await customer(), await customer()];
    for (const { session } of [known, grown])
      for (let sent = 0; sent < FIRST_DAY; sent++) await send(session);
    await lift(known.id);
    expect((await send(known.session)).status).toBe(200);
    await stack.db.query(
      "insert into usage_counts values ($1, date_bin('15 minutes', now() - interval '1 day', '2000-01-01'), 25, 25, 25, 0, 0, 0)",
      [grown.id],
    );
    await stack.db.query("update sending_controls set quota_day = '2020-01-01' where customer_id = $1", [
      grown.id,
    ]);
    expect((await send(grown.session)).status).toBe(200);
    const { rows } = await stack.db.query("select is_new from sending_controls where customer_id = $1", [
      grown.id,
    ]);
    expect(rows).toEqual([{ is_new: false }]);
  });
});

describe("a payment that is refunded", () => {
  const balanceOf = async (session: Session) => (await readCredits(session)).balance;
  const outcomeOf = (id: string) =>
    waitFor(
      async () => {
        const { rows } = await stack.db.query("select outcome from payment_cases where customer_id = $1", [
          id,
        ]);
        const open = await stack.db.query(
          "select 1 from credit_adjustments where customer_id = $1 and state = 'open'",
          [id],
        );
        return open.rowCount === 0 && rows[0]?.outcome;
      },
      { timeoutMs: 30_000, what: "the refund to be heeded" },
    );

  it("takes back what is left of its credits, once, however often it is told", async () => {
    const { session, id, paymentId } = await customer();
    await send(session);
    await settled(stack, session.email);
    await stack.sandbox.refund(paymentId);
    expect(await outcomeOf(id)).toBe("4,999 credits are taken back.");
    await waitFor(async () => (await balanceOf(session)) === 0, { what: "the credits to be gone" });
    const { webhookDeliveries } = await stack.sandbox.state();
    for (const { id: message, type } of webhookDeliveries)
      if (type === "refund.succeeded") await stack.sandbox.redeliver(message);
    await buyTopup(session, stack);
    await settled(stack, session.email);
    expect(await balanceOf(session)).toBe(5_000);
  });

  it("takes nothing back if Dodo has done so itself", async () => {
    const { session, id, paymentId } = await customer();
    await buyTopup(session, stack);
    await stack.sandbox.refund(paymentId, { takesCredits: true });
    expect(await outcomeOf(id)).toBe("Dodo has taken the credits back itself.");
    await settled(stack, session.email);
    expect(await balanceOf(session)).toBe(5_000);
  });

  it("takes them back, too, when the ledger has grown by more than a page since", async () => {
    const { session, id, paymentId } = await customer();
    const dodoId = await dodoIdOf(stack, session.email);
    for (let entries = 0; entries < 101; entries++) await stack.sandbox.adjust(dodoId, "debit", 1);
    await stack.sandbox.refund(paymentId);
    expect(await outcomeOf(id)).toBe("4,899 credits are taken back.");
  });

  it("takes no more than is left for two parts that are heard of together", async () => {
    const { session, id, paymentId } = await customer();
    await stack.sandbox.adjust(await dodoIdOf(stack, session.email), "debit", 2_000);
    await stack.db.query(
      "update sending_controls set cases_not_before = now() + interval '2 seconds' where customer_id = $1",
      [id],
    );
    for (let part = 0; part < 2; part++) await stack.sandbox.refund(paymentId, { amount: 450 });
    await waitFor(async () => (await balanceOf(session)) === 0, {
      timeoutMs: 20_000,
      what: "all that was left to be gone",
    });
  });

  it("takes a share back for a part of the money, also of a plan's", async () => {
    const { session, id, paymentId } = await customer(buyPlan);
    await stack.sandbox.refund(paymentId, { amount: 950 });
    expect(await outcomeOf(id)).toBe("2,500 credits are taken back.");
    await waitFor(async () => (await balanceOf(session)) === 2_500, { what: "the share to be gone" });
  });
});

describe("a payment that is disputed", () => {
  const stateOf = async (id: string) =>
    (await stack.db.query("select paused_by from sending_controls where customer_id = $1", [id])).rows[0]
      ?.paused_by ?? null;
  const until = (id: string, state: string | null) =>
    waitFor(async () => (await stateOf(id)) === state, { timeoutMs: 20_000, what: `paused by ${state}` });
  const quiet = (id: string) =>
    waitFor(
      async () => {
        const { rows } = await stack.db.query(
          "select cases_stale_since as stale from sending_controls where customer_id = $1",
          [id],
        );
        return rows[0]?.stale === null;
      },
      { timeoutMs: 20_000, what: "the disputes to be read" },
    );

  it("freezes sending, and is thawed when it ends well, whatever comes late", async () => {
    const { session, id, paymentId } = await customer();
    await stack.sandbox.dispute(paymentId, "dispute_opened");
    await until(id, "dispute");
    await expectProblem(await send(session), 403, "sending_paused");
    await stack.sandbox.dispute(paymentId, "dispute_won");
    await until(id, null);
    const { webhookDeliveries } = await stack.sandbox.state();
    for (const { id: message, type } of webhookDeliveries)
      if (type === "dispute.opened") await stack.sandbox.redeliver(message);
    await settled(stack);
    await quiet(id);
    expect(await stateOf(id)).toBeNull();
    expect((await send(session)).status).toBe(200);
  });

  it("does not freeze it again after an operator has let it go on", async () => {
    const { session, id, paymentId } = await customer();
    await stack.sandbox.dispute(paymentId, "dispute_opened");
    await until(id, "dispute");
    await operator.act({ action: "customer.resume", customer_id: id, note: "They have called" });
    await stack.sandbox.dispute(paymentId, "dispute_challenged");
    await settled(stack);
    await quiet(id);
    expect(await stateOf(id)).toBeNull();
    expect((await send(session)).status).toBe(200);
  });
});
