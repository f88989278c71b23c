import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buyTopup, readCredits, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { BALANCE_ROUTE, countCalls, settled } from "../support/settled";
import { signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

let stack: Stack;
let limitBudget: () => Promise<void>;
let customers = 0;
beforeAll(async () => {
  stack = await startStack();
  limitBudget = await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const newCustomer = () => signIn(stack, `customer-${++customers}@mailbox.dev`);
const email = { to: "delivered@resend.dev", subject: "Hi", text: "Hi" };
const balanceReads = () => countCalls(stack, "GET", BALANCE_ROUTE);

/** As if the last answers of Dodo's were older than the screen accepts. */
const ageMirrors = () =>
  stack.db.query("update credit_accounts set balance_as_of = balance_as_of - interval '1 minute'");

describe("Dodo's small budget", () => {
  it("is not spent on a number that is seconds old", async () => {
    const session = await newCustomer();
    await buyTopup(session, stack);
    await settled(stack);
    await readCredits(session);
    const before = await balanceReads();
    await Promise.all(Array.from({ length: 50 }, () => readCredits(session)));
    expect(await balanceReads()).toBeLessThanOrEqual(before + 1);
  });

  it.each(["manual_adjustment", "deducted"] as const)(
    "is not spent on the webhook of an own capture, sent as %s",
    async (debitEvent) => {
      await stack.sandbox.changeSettings({ debitEvent });
      const session = await newCustomer();
      await buyTopup(session, stack);
      await settled(stack);
      expect((await session.post("/api/send", email)).status).toBe(200);
      const before = await balanceReads();
      await settled(stack);
      expect(await balanceReads()).toBe(before);
      const { rows } = await stack.db.query(
        "select outcome from webhook_events order by received_at desc limit 1",
      );
      expect(rows).toEqual([{ outcome: "ignored: our own capture" }]);
    },
  );

  it("is kept to when many people look at their balance at once", async () => {
    const people = await Promise.all(Array.from({ length: 60 }, newCustomer));
    // Each is known at Dodo, and has looked before.
    await Promise.all(people.map((session) => startCheckout("/api/checkout/topup", session)));
    await Promise.all(people.map((session) => readCredits(session)));
    await settled(stack);
    await limitBudget();
    const before = await balanceReads();
    for (let round = 0; round < 8; round++) {
      await ageMirrors();
      const shown = await Promise.all(people.map((session) => readCredits(session)));
      expect(shown.filter(({ available }) => available !== 0)).toEqual([]);
    }
    const { dodoCalls } = await stack.sandbox.state();
    expect(dodoCalls.filter(({ status }) => status === 429)).toEqual([]);
    const asked = (await balanceReads()) - before;
    expect(asked).toBeGreaterThan(0);
    // Some room is left for captures and purchases, which come first.
    await waitFor(async () => (await people[0]?.post("/api/checkout/topup"))?.status === 200, {
      what: "a purchase to find its place in the budget",
    });
  });
});
