import { afterAll, beforeAll, expect, it } from "vitest";
import type { Credits } from "@/lib/contracts/credits";
import { sandboxDefaults } from "@/sandbox/constants";
import { buyPlan, buyTopup, readCredits, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { dodoIdOf } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

const FAILS_AT_RENEWAL = "4000000000000341";
const DAY_MS = 24 * 60 * 60 * 1000;
const MONTH_MS = 31 * DAY_MS;

// One clock for all: what is to happen in a month is prepared first, and looked at when the month is over.
let stack: Stack;
let subscriber: Session;
let topUpOnly: Session;
let leaver: Session;
let debtor: Session;

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  [subscriber, topUpOnly, leaver, debtor] = await Promise.all([
    signIn(stack, "subscriber@mailbox.dev"),
    signIn(stack, "topup-only@mailbox.dev"),
    signIn(stack, "leaver@mailbox.dev"),
    signIn(stack, "debtor@mailbox.dev"),
  ]);
  await Promise.all([buyPlan(subscriber, stack), buyTopup(topUpOnly, stack), buyPlan(leaver, stack)]);
  await stack.sandbox.pay(await startCheckout("/api/checkout/subscribe", debtor), FAILS_AT_RENEWAL);
});
afterAll(() => stack?.stop());

/** Waits until the screen says this. */
function untilShown(session: Session, expected: Record<string, unknown>): Promise<Credits> {
  return waitFor(
    async () => {
      const credits = await readCredits(session);
      expect(credits).toMatchObject(expected);
      return credits;
    },
    { what: `${session.email} to see ${JSON.stringify(expected)}` },
  );
}

/** What the customer does in Dodo's portal. */
async function cancelAtPeriodEnd({ email }: Session, cancels: boolean): Promise<void> {
  const dodoId = await dodoIdOf(stack, email);
  const { subscriptions } = await stack.sandbox.state();
  const mine = subscriptions.find(({ customer }) => customer.customer_id === dodoId);
  const answer = await fetch(`${stack.sandboxUrl}/dodo/subscriptions/${mine?.subscription_id}`, {
    method: "PATCH",
    headers: {
      Authorization: `Bearer ${sandboxDefaults.dodoApiKey}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ cancel_at_next_billing_date: cancels }),
  });
  expect(answer.status).toBe(200);
}

it("a plan that is cancelled at the end of its cycle says so, and that it is not when the customer stays", async () => {
  const plan = { status: "active", cancels_at_period_end: false };
  const { plan: before } = await untilShown(leaver, { available: 5_000, plan });
  expect(Date.parse(before?.renews_at ?? "")).toBeGreaterThan(Date.now() + 27 * DAY_MS);
  await cancelAtPeriodEnd(leaver, true);
  await untilShown(leaver, { available: 5_000, plan: { status: "active", cancels_at_period_end: true } });
  await cancelAtPeriodEnd(leaver, false);
  await untilShown(leaver, { plan });
  await cancelAtPeriodEnd(leaver, true);
  await untilShown(leaver, { plan: { status: "active", cancels_at_period_end: true } });
});

it("after a month a plan has its credits anew, and what was left of the old ones is gone", async () => {
  await stack.sandbox.adjust(await dodoIdOf(stack, subscriber.email), "debit", 3_000);
  const { plan: before } = await untilShown(subscriber, { available: 2_000, plan: { status: "active" } });
  await untilShown(debtor, { available: 5_000, plan: { status: "active" } });
  await stack.sandbox.advanceClock(MONTH_MS);
  await untilShown(subscriber, {
    available: 5_000,
    allowance: 5_000,
    status: "ok",
    plan: { status: "active", renews_at: expect.not.stringContaining(before?.renews_at ?? "") },
  });
});

it("a top-up lives for thirty days: then its credits are gone, and the customer is told", async () => {
  await untilShown(topUpOnly, { available: 0, status: "empty", plan: null });
  const mail = await waitFor(
    async () =>
      (await stack.sandbox.emails(topUpOnly.email)).find(({ subject }) =>
        /no email credits left/.test(subject),
      ),
    { what: "the mail about it" },
  );
  expect(mail.to).toEqual([topUpOnly.email]);
});

it("a cancelled plan ends with its cycle, and may be bought again", async () => {
  const credits = await untilShown(leaver, { available: 0, status: "empty", plan: { status: "cancelled" } });
  expect(credits.plan?.renews_at).toBeNull();
  await buyPlan(leaver, stack);
  await untilShown(leaver, { available: 5_000, plan: { status: "active", cancels_at_period_end: false } });
});

it("a renewal that can't be paid puts the plan on hold, and no second plan is sold beside it", async () => {
  await untilShown(debtor, { available: 0, status: "empty", plan: { status: "on_hold" } });
  expect((await debtor.post("/api/checkout/subscribe")).status).toBe(409);
});
