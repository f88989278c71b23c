import { afterAll, beforeAll, expect, it } from "vitest";
import { countAccepted, countOf, sendAtOnce } from "../sending/parallel";
import { buyPlan, buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { warningsTo } from "../support/mails";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

const EMPTY = "Sending is stopped: no email credits left";
// The number in a subject is what was left when the level was crossed, which depends on who shared a transaction.
const LOW = /^(1,000|9\d\d) email credits left$/;
const VERY_LOW = /^Only (500|4\d\d) email credits left$/;
const CRITICAL = /^Almost out: (250|2\d\d|1\d\d) email credits left$/;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
  // Each of Dodo's messages comes four times, and overtakes others.
  await stack.sandbox.changeSettings({
    webhooks: { duplicate: 3, reorder: true },
    balanceLow: "every_debit",
  });
});
afterAll(() => stack?.stop());

async function spendAtDodo({ email }: Session, credits: number): Promise<void> {
  await stack.sandbox.adjust(await dodoIdOf(stack, email), "debit", credits);
  await settled(stack, email);
}

/** A hundred sends at once over two instances. Returns how many were taken. */
async function hundred(session: Session): Promise<number> {
  const answers = await sendAtOnce(stack, session, 100);
  expect(countAccepted(answers) + countOf(answers, 402)).toBe(100);
  await settled(stack, session.email);
  return countAccepted(answers);
}

async function expectTold(session: Session, ...subjects: (RegExp | string)[]): Promise<void> {
  const told = await warningsTo(stack, session.email);
  expect(told).toEqual(subjects.map((one) => (typeof one === "string" ? one : expect.stringMatching(one))));
}

const alertOf = async (session: Session) => (await readCredits(session)).alert;

it("a hundred sends at once that cross a level are one mail, at each level of the ladder, down to zero", async () => {
  const session = await signIn(stack, "ladder@mailbox.dev");
  await buyPlan(session, stack);
  await settled(stack, session.email);
  expect(await alertOf(session)).toBe("none");

  await spendAtDodo(session, 3_950);
  expect(await hundred(session)).toBe(100);
  await expectTold(session, LOW);
  const { alert, alert_since: since, status } = await readCredits(session);
  expect({ alert, status }).toEqual({ alert: "low", status: "low" });

  await spendAtDodo(session, 400);
  await expectTold(session, LOW);
  expect((await readCredits(session)).alert_since).toBe(since);
  expect(await hundred(session)).toBe(100);
  await expectTold(session, LOW, VERY_LOW);
  expect(await alertOf(session)).toBe("very_low");
  expect((await readCredits(session)).alert_since).not.toBe(since);

  await spendAtDodo(session, 150);
  expect(await hundred(session)).toBe(100);
  await expectTold(session, LOW, VERY_LOW, CRITICAL);
  expect(await alertOf(session)).toBe("critical");

  await spendAtDodo(session, 140);
  expect(await hundred(session)).toBe(60);
  await expectTold(session, LOW, VERY_LOW, CRITICAL, EMPTY);
  expect(await readCredits(session)).toMatchObject({ alert: "empty", status: "empty", available: 0 });
}, 180_000);

it("who falls past several levels at once is told of the deepest only, and a top-up arms all of them again", async () => {
  const session = await signIn(stack, "fall@mailbox.dev");
  await buyTopup(session, stack);
  await settled(stack, session.email);
  await spendAtDodo(session, 4_800);
  await expectTold(session, "Almost out: 200 email credits left");
  await buyTopup(session, stack);
  await settled(stack, session.email);
  expect(await readCredits(session)).toMatchObject({ alert: "none", available: 5_200 });
  await spendAtDodo(session, 4_200);
  await expectTold(session, "Almost out: 200 email credits left", "1,000 email credits left");
});

it("credits that bring a balance back by one level arm only the levels below it", async () => {
  const session = await signIn(stack, "some@mailbox.dev");
  await buyPlan(session, stack);
  await settled(stack, session.email);
  await spendAtDodo(session, 4_800);
  await stack.sandbox.adjust(await dodoIdOf(stack, session.email), "credit", 200);
  await settled(stack, session.email);
  expect(await alertOf(session)).toBe("very_low");
  await spendAtDodo(session, 100);
  await expectTold(session, "Almost out: 200 email credits left");
  await spendAtDodo(session, 60);
  await expectTold(session, "Almost out: 200 email credits left", "Almost out: 240 email credits left");
});
