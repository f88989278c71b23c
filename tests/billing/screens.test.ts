// One file, because each starts a world of its own, which takes seconds.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import {
  forecastSchema,
  paymentPageSchema,
  statementSchema,
  usableGrantsSchema,
} from "@/lib/contracts/billing";
import { emailDetailSchema } from "@/lib/contracts/email";
import { ledgerPath, paymentsPath } from "@/lib/contracts/paths";
import { expectProblem } from "../support/answers";
import { buyPlan, buyTopup, readCredits, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { countCalls, dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

const DAY_MS = 24 * 60 * 60 * 1000;
const LEDGER_ROUTE = /^\/credit-entitlements\/:id\/balances\/:id\/ledger$/;

let stack: Stack;
let customers = 0;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const newCustomer = () => signIn(stack, `reader-${++customers}@mailbox.dev`);

async function read<S extends z.ZodType>(session: Session, path: string, schema: S): Promise<z.output<S>> {
  const answer = await session.fetch(path);
  expect(answer.status, path).toBe(200);
  return schema.parse(await answer.json());
}
const readLedger = (session: Session, page = 0, limit = 25) =>
  read(session, ledgerPath(page, limit), statementSchema);
const readGrants = (session: Session) => read(session, "/api/billing/grants", usableGrantsSchema);
const readPayments = (session: Session) => read(session, paymentsPath(0, 25), paymentPageSchema);
const readForecast = (session: Session) => read(session, "/api/billing/forecast", forecastSchema);
const changePlan = (session: Session, cancel_at_period_end: boolean) =>
  session.fetch("/api/billing/plan", {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ cancel_at_period_end }),
  });
const someEmail = (subject: string) => ({ to: "delivered@resend.dev", subject, text: "Hi" });

describe("a customer who never bought anything", () => {
  it("sees empty lists, and costs no call at Dodo", async () => {
    const newcomer = await newCustomer();
    const before = (await stack.sandbox.state()).dodoCalls.reduce((sum, { count }) => sum + count, 0);
    expect((await readLedger(newcomer)).data).toEqual([]);
    expect((await readGrants(newcomer)).data).toEqual([]);
    expect((await readPayments(newcomer)).data).toEqual([]);
    expect(await readForecast(newcomer)).toMatchObject({ pace: null, with_topup: null });
    await expectProblem(await changePlan(newcomer, true), 409, "wrong_state");
    const after = (await stack.sandbox.state()).dodoCalls.reduce((sum, { count }) => sum + count, 0);
    expect(after).toBe(before);
  });
});

describe("the ledger and the emails that it paid for lead to each other", () => {
  it("a debit of one email names it, and the email names the debit", async () => {
    const session = await newCustomer();
    await buyTopup(session, stack);
    const sent = await session.post("/api/send", someEmail("The only one"));
    const { id } = (await sent.json()) as { id: string };
    await settled(stack);
    const entry = await waitFor(
      async () => (await readLedger(session)).data.find(({ kind }) => kind === "sent"),
      {
        what: "the debit to be in the ledger",
      },
    );
    expect(entry).toMatchObject({
      amount: -1,
      balance_after: 4_999,
      capture: { emails: 1, only: { id, subject: "The only one" } },
    });
    const email = await read(session, `/api/dashboard/emails/${id}`, emailDetailSchema);
    expect(email).toMatchObject({ payment: "captured", capture: { id: entry.capture?.id } });
  });

  it("debits of many emails account for each of them once", async () => {
    const session = await newCustomer();
    await buyTopup(session, stack);
    await stack.sandbox.changeSettings({ latencyMs: { dodo: 150 } });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, number) => session.post("/api/send", someEmail(`No ${number}`))),
    );
    const ids = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { id: string }).id),
    );
    await settled(stack);
    await stack.sandbox.changeSettings({ latencyMs: { dodo: 0 } });
    const debits = await waitFor(
      async () => {
        const sent = (await readLedger(session, 0, 100)).data.filter(({ kind }) => kind === "sent");
        return sent.reduce((sum, { amount }) => sum - amount, 0) === 30 ? sent : null;
      },
      { what: "all debits to be in the ledger" },
    );
    expect(debits.some(({ capture }) => (capture?.emails ?? 0) > 1)).toBe(true);
    expect(debits.map(({ capture }) => capture?.emails)).toEqual(debits.map(({ amount }) => -amount));
    const details = await Promise.all(
      ids.map((id) => read(session, `/api/dashboard/emails/${id}`, emailDetailSchema)),
    );
    for (const { capture } of debits)
      expect(details.filter((email) => email.capture?.id === capture?.id)).toHaveLength(capture?.emails ?? 0);
  });

  it("nobody else sees them", async () => {
    const [session, stranger] = [await newCustomer(), await newCustomer()];
    await buyTopup(session, stack);
    await session.post("/api/send", someEmail("Mine"));
    await settled(stack);
    const { rows } = await stack.db.query(
      "select capture_id from emails e join customers c on c.id = e.customer_id where c.email = $1 and capture_id is not null",
      [session.email],
    );
    const page = (who: Session) => who.fetch(`/dashboard/billing/captures/${rows[0].capture_id}`);
    expect(await (await page(session)).text()).toContain("Mine");
    const foreign = await page(stranger);
    expect(await foreign.text()).not.toContain("Mine");
  });
});

describe("grants", () => {
  it("stand in the order in which they are used, with what is left and their expiry", async () => {
    const session = await newCustomer();
    await buyPlan(session, stack);
    await buyTopup(session, stack);
    await stack.sandbox.adjust(await dodoIdOf(stack, session.email), "debit", 4_000);
    await settled(stack);
    const { data } = await waitFor(
      async () => {
        const grants = await readGrants(session);
        return grants.data[0]?.remaining === 1_000 ? grants : null;
      },
      { what: "the debit to show in the grants" },
    );
    expect(data.map(({ source, remaining, granted }) => [source, remaining, granted])).toEqual([
      ["plan", 1_000, 5_000],
      ["topup", 5_000, 5_000],
    ]);
    for (const { expires_at } of data)
      expect((Date.parse(expires_at ?? "") - Date.now()) / DAY_MS).toBeCloseTo(30, 1);
    const kinds = (await readLedger(session)).data.map(({ kind }) => kind);
    expect(kinds).toEqual(["adjusted", "bought", "plan_started"]);
  });
});

describe("the forecast", () => {
  it("goes by what was captured in the last seven days, and says how much that was", async () => {
    const session = await newCustomer();
    await buyTopup(session, stack);
    expect(await readForecast(session)).toMatchObject({ pace: null, lasts_until: null, with_topup: null });
    // Emails of three days ago, and of a time that does not count any more.
    for (const [days, credits] of [
      [3, 700],
      [20, 99_000],
    ]) {
      const hex = (Date.now() - Number(days) * DAY_MS).toString(16).padStart(12, "0");
      await stack.db.query(
        `insert into captures (customer_id, id, credits, reason, state, lease_until, created_at)
         select id, $2, $3, 'email send', 'captured', now(), now() - $4 * interval '1 day' from customers where email = $1`,
        [session.email, `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000007`, credits, days],
      );
    }
    const { pace, lasts_until, with_topup } = await readForecast(session);
    expect(pace).toEqual({ credits: 700, days: 7 });
    // A hundred a day: 3,000 of the 5,000 are used before they expire, and of the new ones nothing is left to use.
    expect((Date.parse(lasts_until ?? "") - Date.now()) / DAY_MS).toBeCloseTo(30, 1);
    expect(with_topup?.unused).toBeGreaterThan(6_900);
    expect((Date.parse(with_topup?.lasts_until ?? "") - Date.now()) / DAY_MS).toBeCloseTo(30, 1);
  });
});

describe("payments", () => {
  it("are listed with their invoices, which only their owner gets", async () => {
    const [session, stranger] = [await newCustomer(), await newCustomer()];
    await Promise.all([buyPlan(session, stack), buyTopup(stranger, stack)]);
    await stack.sandbox.pay(await startCheckout("/api/checkout/topup", session), "4000000000000002");
    const { data } = await waitFor(
      async () => {
        const page = await readPayments(session);
        return page.data.length === 2 ? page : null;
      },
      { what: "both payments" },
    );
    expect(data).toMatchObject([
      { item: "topup", state: "failed", amount_minor: 900, currency: "USD", has_invoice: false },
      {
        item: "plan",
        state: "paid",
        amount_minor: 1_900,
        currency: "USD",
        card: "VISA 4242",
        has_invoice: true,
      },
    ]);
    const path = `/api/billing/payments/${data[1]?.id}/invoice`;
    const answer = await session.fetch(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toBe("application/pdf");
    expect(answer.headers.get("Content-Disposition")).toContain("attachment");
    expect(answer.headers.get("Cache-Control")).toContain("no-store");
    expect((await answer.text()).startsWith("%PDF-")).toBe(true);
    await expectProblem(await stranger.fetch(path), 404, "not_found");
    await expectProblem(await session.fetch("/api/billing/payments/pay_unknown/invoice"), 404, "not_found");
    expect((await fetch(`${stack.baseUrl}${path}`)).status).toBe(401);
    // Nothing of the list leads to Dodo past that check.
    expect(JSON.stringify(data)).not.toMatch(/https?:/);
  });
});

describe("Dodo's small budget", () => {
  it("is asked once, however many look at once and leaf back and forth", async () => {
    const session = await newCustomer();
    await buyTopup(session, stack);
    await settled(stack);
    await readLedger(session);
    const before = await countCalls(stack, "GET", LEDGER_ROUTE);
    await Promise.all(Array.from({ length: 20 }, () => readLedger(session)));
    expect(await countCalls(stack, "GET", LEDGER_ROUTE)).toBeLessThanOrEqual(before + 1);
  });

  it("while Dodo is down the last answer is shown as such, and without one it is said what is wrong", async () => {
    const [session, other] = [await newCustomer(), await newCustomer()];
    await Promise.all([buyTopup(session, stack), buyTopup(other, stack)]);
    await settled(stack);
    const { data, as_of } = await readLedger(session);
    await stack.sandbox.addFaults({
      target: "dodo",
      kind: "status",
      status: 503,
      path: "/ledger$",
      times: 1_000,
    });
    const stale = await waitFor(
      async () => {
        const answer = await readLedger(session);
        return answer.stale ? answer : null;
      },
      { timeoutMs: 30_000, what: "the kept answer to be old" },
    );
    expect(stale).toMatchObject({ data, as_of });
    const problem = await expectProblem(await other.fetch(ledgerPath(0, 25)), 503, "provider_unavailable");
    expect(problem.instance).toMatch(/^urn:uuid:/);
    await stack.sandbox.clearFaults();
    await waitFor(async () => !(await readLedger(session)).stale, { what: "Dodo to be asked again" });
  });
});

// Last, because it moves the clock of all.
describe("the life of a plan", () => {
  it("is cancelled and resumed here, renewed by the calendar, and past due when a card is declined", async () => {
    const [stays, leaves, debtor] = [await newCustomer(), await newCustomer(), await newCustomer()];
    await stack.sandbox.changeSettings({ renewalGraceMs: 3 * DAY_MS });
    await Promise.all([buyPlan(stays, stack), buyPlan(leaves, stack)]);
    await stack.sandbox.pay(await startCheckout("/api/checkout/subscribe", debtor), "4000000000000341");
    const planOf = async (session: Session) => (await readCredits(session)).plan;
    const untilPlan = (session: Session, expected: object) =>
      waitFor(
        async () => {
          expect(await planOf(session)).toMatchObject(expected);
          return true;
        },
        { timeoutMs: 20_000, what: `the plan to be ${JSON.stringify(expected)}` },
      );
    await Promise.all([stays, leaves, debtor].map((session) => untilPlan(session, { status: "active" })));
    await settled(stack);

    for (const session of [stays, leaves]) {
      const cancelled = await changePlan(session, true);
      expect(cancelled.status).toBe(200);
      expect(await cancelled.json()).toMatchObject({ status: "active", cancels_at_period_end: true });
      expect(await planOf(session)).toMatchObject({ cancels_at_period_end: true });
    }
    expect(await (await changePlan(stays, false)).json()).toMatchObject({ cancels_at_period_end: false });
    await settled(stack);
    expect(await planOf(stays)).toMatchObject({ status: "active", cancels_at_period_end: false });

    await stack.sandbox.advanceClock(31 * DAY_MS);
    await untilPlan(leaves, { status: "cancelled" });
    await untilPlan(debtor, { status: "past_due" });
    await expectProblem(await changePlan(leaves, false), 409, "wrong_state");
    const kinds = await waitFor(
      async () => {
        const rows = (await readLedger(stays)).data.map(({ kind }) => kind);
        return rows.length === 3 ? rows : null;
      },
      { what: "the renewal to be in the ledger" },
    );
    expect(kinds.sort()).toEqual(["expired", "plan_renewed", "plan_started"]);
    const [declined] = (await readPayments(debtor)).data;
    expect(declined).toMatchObject({ item: "plan", state: "failed" });

    await stack.sandbox.advanceClock(3 * DAY_MS);
    await untilPlan(debtor, { status: "on_hold" });
    await expectProblem(await changePlan(debtor, true), 409, "wrong_state");
  });
});
