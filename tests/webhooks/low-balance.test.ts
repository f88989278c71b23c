import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SettingsPatch } from "@/sandbox/control-client";
import { buyPlan, buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { warningsTo } from "../support/mails";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

// A plan brings 5,000 credits and warns at 1,000; a top-up pack is the same without a plan.
const LOW = "1,000 email credits left";
const EMPTY = "Sending is stopped: no email credits left";

let stack: Stack;
let customers = 0;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

async function newCustomer(buy: typeof buyPlan = buyPlan): Promise<Session> {
  const session = await signIn(stack, `customer-${++customers}@mailbox.dev`);
  await buy(session, stack);
  await settled(stack, session.email);
  return session;
}

/** What "Adjust Balance" at Dodo does, and somebody who uses their credits elsewhere. */
async function spendAtDodo({ email }: Session, credits: number): Promise<void> {
  await stack.sandbox.adjust(await dodoIdOf(stack, email), "debit", credits);
}

async function send(session: Session): Promise<void> {
  const answer = await session.post("/api/send", { to: "delivered@resend.dev", subject: "Hi", text: "Hi" });
  expect(answer.status).toBe(200);
}

async function expectWarnings(session: Session, subjects: string[]): Promise<void> {
  await settled(stack, session.email);
  expect(await warningsTo(stack, session.email)).toEqual(subjects);
}

describe.concurrent("a customer is warned once when credits fall to a fifth", () => {
  it("by a webhook, and further debits under the threshold say nothing new", async () => {
    const session = await newCustomer();
    await expectWarnings(session, []);
    await spendAtDodo(session, 4_000);
    await expectWarnings(session, [LOW]);
    await spendAtDodo(session, 1);
    await spendAtDodo(session, 1);
    await expectWarnings(session, [LOW]);
    expect(await readCredits(session)).toMatchObject({ available: 998, status: "low", low_threshold: 1_000 });
  });

  it("although thirty sends cross the threshold at once", async () => {
    const session = await newCustomer();
    await spendAtDodo(session, 3_985);
    await settled(stack, session.email);
    await Promise.all(Array.from({ length: 30 }, () => send(session)));
    await settled(stack, session.email);
    const warnings = await warningsTo(stack, session.email);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^(1,000|9\d\d) email credits left$/);
    expect(await readCredits(session)).toMatchObject({ available: 985, held: 0 });
  });

  it("without a plan, at a fifth of the last top-up", async () => {
    const session = await newCustomer(buyTopup);
    expect(await readCredits(session)).toMatchObject({ plan: null, allowance: 5_000, low_threshold: 1_000 });
    await spendAtDodo(session, 3_999);
    await expectWarnings(session, []);
    await send(session);
    await expectWarnings(session, [LOW]);
  });
});

describe("a customer is warned once, whatever Dodo sends:", () => {
  it.each<[string, SettingsPatch, SettingsPatch]>([
    ["nothing at all", { webhooks: { enabled: false } }, { webhooks: { enabled: true } }],
    ["a low balance with every debit", { balanceLow: "every_debit" }, { balanceLow: "crossing" }],
    ["no word of a low balance", { balanceLow: "never" }, { balanceLow: "crossing" }],
  ])("%s", async (_name, settings, usual) => {
    const session = await newCustomer();
    await stack.sandbox.changeSettings(settings);
    try {
      await spendAtDodo(session, 3_999);
      await send(session);
      await expectWarnings(session, [LOW]);
      await spendAtDodo(session, 10);
      await send(session);
      await expectWarnings(session, [LOW]);
    } finally {
      await stack.sandbox.changeSettings(usual);
    }
  });
});

describe.concurrent("the warning of an empty balance", () => {
  it("comes alone when everything goes at once", async () => {
    const session = await newCustomer();
    await spendAtDodo(session, 5_000);
    await expectWarnings(session, [EMPTY]);
    expect(await readCredits(session)).toMatchObject({ available: 0, status: "empty" });
  });

  it("comes after those of a low balance, once, with the send that takes the last credit", async () => {
    const session = await newCustomer();
    await spendAtDodo(session, 4_000);
    await expectWarnings(session, [LOW]);
    await spendAtDodo(session, 999);
    await settled(stack, session.email);
    await send(session);
    const refused = await session.post("/api/send", { to: "a@mailbox.dev", subject: "Hi", text: "Hi" });
    expect(refused.status).toBe(402);
    await expectWarnings(session, [LOW, "Almost out: 1 email credit left", EMPTY]);
  });
});

describe.concurrent("credits that arrive", () => {
  it("arm the warning again: the second crossing is told of, too", async () => {
    const session = await newCustomer();
    await spendAtDodo(session, 4_000);
    await expectWarnings(session, [LOW]);
    await buyTopup(session, stack);
    await settled(stack, session.email);
    expect(await readCredits(session)).toMatchObject({ available: 6_000, status: "ok" });
    await spendAtDodo(session, 5_000);
    await expectWarnings(session, [LOW, LOW]);
  });

  it("do not arm it while the balance stays under the threshold", async () => {
    const session = await newCustomer();
    await spendAtDodo(session, 4_000);
    await expectWarnings(session, [LOW]);
    await spendAtDodo(session, 500);
    await settled(stack, session.email);
    await stack.sandbox.adjust(await dodoIdOf(stack, session.email), "credit", 100);
    await settled(stack, session.email);
    await spendAtDodo(session, 50);
    await expectWarnings(session, [LOW, "Only 500 email credits left"]);
  });
});

it("a warning costs no credits, is not among the customer's emails, and leads to the billing page", async () => {
  const session = await newCustomer();
  await spendAtDodo(session, 4_000);
  await expectWarnings(session, [LOW]);
  expect(await readCredits(session)).toMatchObject({ balance: 1_000, held: 0 });
  expect(await (await session.fetch("/api/dashboard/emails")).json()).toMatchObject({
    data: [],
    next_cursor: null,
  });
  const mail = (await stack.sandbox.emails(session.email)).find(({ subject }) => subject === LOW);
  for (const body of [mail?.html, mail?.text]) expect(body).toContain(`${stack.baseUrl}/dashboard/billing`);
});
