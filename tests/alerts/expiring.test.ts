import { afterAll, beforeAll, expect, it } from "vitest";
import { buyTopup } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { writtenTo } from "../support/mails";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { startTimeTravel, type TimeTravel } from "../support/time-travel";
import { waitFor } from "../support/wait-for";

const WEEK = "4,231 email credits expire in 7 days";
const DAY = "4,231 email credits expire within a day";

let travel: TimeTravel;
let stack: Stack;
let ada: Session;
let bob: Session;

beforeAll(async () => {
  travel = await startTimeTravel({ instances: 2 });
  stack = travel.stack;
  await endlessBudget(stack);
  [ada, bob] = await Promise.all([signIn(stack, "ada@mailbox.dev"), signIn(stack, "bob@mailbox.dev")]);
  await Promise.all([buyTopup(ada, stack), buyTopup(bob, stack)]);
  await stack.sandbox.adjust(await dodoIdOf(stack, ada.email), "debit", 769);
  await settled(stack);
});
afterAll(() => stack?.stop());

const expiryMails = async ({ email }: Session) =>
  (await writtenTo(stack, email)).filter((subject) => subject.includes("expire"));

/** Days until the grants of a customer are looked at again; null if that is not planned. */
async function daysToNextLook({ email }: Session): Promise<number | null> {
  const { rows } = await stack.db.query(
    `select (extract(epoch from expiry_look_at - clock_timestamp()) / 86400)::float8 as days
     from credit_accounts join customers on customers.id = customer_id where email = $1`,
    [email],
  );
  return rows[0].days;
}

const untilNextLook = (session: Session, days: number | null) =>
  waitFor(
    async () => {
      const next = await daysToNextLook(session);
      return days === null ? next === null : next !== null && Math.abs(next - days) < 0.05;
    },
    { timeoutMs: 40_000, what: `the next look at the grants of ${session.email} to be in ${days} days` },
  );

it("credits that expire are told of a week and a day before, once each, and are not looked at in between", async () => {
  // Ten minutes after the purchase there is the first look; then there is nothing to do until a week before the end.
  await travel.pass(0.5);
  await untilNextLook(ada, 22.5);
  expect(await expiryMails(ada)).toEqual([]);

  await travel.pass(22.6);
  await untilNextLook(ada, 5.9);
  expect(await expiryMails(ada)).toEqual([WEEK]);
  await stack.db.query("update credit_accounts set expiry_look_at = clock_timestamp()");
  await untilNextLook(ada, 5.9);
  expect(await expiryMails(ada)).toEqual([WEEK]);

  await travel.pass(6);
  await untilNextLook(ada, null);
  expect(await expiryMails(ada)).toEqual([WEEK, DAY]);
  await stack.db.query("update credit_accounts set expiry_look_at = clock_timestamp()");
  await untilNextLook(ada, null);
  expect(await expiryMails(ada)).toEqual([WEEK, DAY]);
}, 180_000);

it("another purchase is looked at by itself, and what was switched off stays unsaid", async () => {
  expect(await expiryMails(bob)).toContain("5,000 email credits expire in 7 days");
  await buyTopup(bob, stack);
  await settled(stack, bob.email);
  const off = { on: false, percent: 10 };
  const answer = await bob.fetch("/api/billing/alerts", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      levels: { low: off, very_low: off, critical: off },
      mails: { low_balance: true, expiring_credits: false, receipts: true },
      recipients: null,
    }),
  });
  expect(answer.status).toBe(200);
  const before = await expiryMails(bob);
  await travel.pass(23.2);
  await untilNextLook(bob, 5.8);
  expect(await expiryMails(bob)).toEqual(before);
}, 120_000);
