import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "@/lib/contracts/problem";
import { buyTopup, readCredits } from "../support/buy";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { brokenInvariants, readLedgers, untilSettled } from "./ledgers";

let stack: Stack;
let customers = 0;

beforeAll(async () => {
  stack = await startStack({ instances: 2 });
});
afterAll(() => stack?.stop());

/** A customer with exactly this many credits, as the dashboard says. */
async function customerWith(credits: number): Promise<Session> {
  customers += 1;
  const session = await signIn(stack, `parallel-${customers}@mailbox.dev`);
  const { available } = await buyTopup(session, stack);
  await adjust(session, "debit", available - credits);
  await waitFor(async () => (await readCredits(session)).available === credits, {
    what: `a balance of ${credits}`,
  });
  return session;
}

async function adjust(session: Session, type: "debit" | "credit", credits: number): Promise<void> {
  const { rows } = await stack.db.query("select dodo_customer_id from customers where email = $1", [
    session.email,
  ]);
  if (credits > 0) await stack.sandbox.adjust(rows[0].dodo_customer_id, type, credits);
}

/** Sends `count` emails at once, spread over both instances. Returns the answers' statuses. */
async function sendAtOnce(session: Session, count: number, recipients = 1): Promise<Response[]> {
  const to = Array.from({ length: recipients }, (_, i) => `delivered+${i}@resend.dev`);
  return Promise.all(
    Array.from({ length: count }, (_, i) => {
      const url = `${stack.baseUrls[i % stack.baseUrls.length]}/api/send`;
      return session.post(
        url,
        { to, subject: `Parallel ${i}`, text: "One of many." },
        { "Sec-Fetch-Site": "same-origin" },
      );
    }),
  );
}

function count(answers: Response[], ...statuses: number[]): number {
  return answers.filter(({ status }) => statuses.includes(status)).length;
}

/** 202 is an acceptance like 200: Resend's ten calls a second are what takes long. */
const ACCEPTED = [200, 202];

async function expectExactly(session: Session, sent: number): Promise<void> {
  await untilSettled(stack, 60_000);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers.accepted).toHaveLength(sent);
}

describe("parallel sends never cost more than the balance", () => {
  it("50 at balance 1: one goes out, 49 are refused with 402, one credit is captured, and 0 are left", async () => {
    const session = await customerWith(1);
    const answers = await sendAtOnce(session, 50);
    expect(count(answers, 200)).toBe(1);
    expect(count(answers, 402)).toBe(49);
    const refused = answers.find(({ status }) => status === 402);
    const problem = problemSchema.parse(await refused?.json());
    expect(problem).toMatchObject({ code: "insufficient_credits", required: 1 });
    expect(problem.error).toBe("No email credits remaining. Buy a top-up pack or upgrade your plan.");
    await expectExactly(session, 1);
    expect(await readCredits(session)).toMatchObject({ balance: 0, held: 0, available: 0, status: "empty" });
  });

  it.each([
    { parallel: 2, balance: 0 },
    { parallel: 2, balance: 1 },
    { parallel: 10, balance: 5 },
    { parallel: 10, balance: 9 },
    { parallel: 10, balance: 10 },
    { parallel: 50, balance: 25 },
    { parallel: 100, balance: 49 },
  ])("$parallel at balance $balance", async ({ parallel, balance }) => {
    const session = await customerWith(balance);
    const answers = await sendAtOnce(session, parallel);
    const expected = Math.min(parallel, balance);
    expect(count(answers, ...ACCEPTED)).toBe(expected);
    expect(count(answers, 402)).toBe(parallel - expected);
    await expectExactly(session, expected);
    expect((await readCredits(session)).available).toBe(balance - expected);
  });

  it("an email of several recipients takes all of its credits or none", async () => {
    const session = await customerWith(10);
    const answers = await sendAtOnce(session, 8, 3);
    expect(count(answers, ...ACCEPTED)).toBe(3);
    expect(count(answers, 402)).toBe(5);
    await expectExactly(session, 3);
    expect((await readCredits(session)).available).toBe(1);
  });

  it("a top-up in the middle lets through what it pays for, and not one more", async () => {
    const session = await customerWith(3);
    const [answers] = await Promise.all([sendAtOnce(session, 20), adjust(session, "credit", 5)]);
    const accepted = count(answers, ...ACCEPTED);
    expect(accepted).toBeGreaterThanOrEqual(3);
    expect(accepted).toBeLessThanOrEqual(8);
    expect(count(answers, 402)).toBe(20 - accepted);
    await expectExactly(session, accepted);
    await waitFor(async () => (await readCredits(session)).available === 8 - accepted, {
      what: "the rest of the balance",
    });
  });
});

describe("credits that are taken away at Dodo behind our back", () => {
  it("leave the hold, stop further sends, and are collected when the balance grows", async () => {
    const session = await customerWith(5);
    await stack.sandbox.changeSettings({ webhooks: { enabled: false } });
    await stack.sandbox.addFaults({
      target: "dodo",
      method: "POST",
      path: "ledger-entries$",
      kind: "status",
      status: 500,
      times: 4,
    });
    const answers = await sendAtOnce(session, 3);
    await adjust(session, "debit", 4);
    await stack.sandbox.changeSettings({ webhooks: { enabled: true } });
    expect(count(answers, ...ACCEPTED)).toBe(3);
    await waitFor(async () => (await readCredits(session)).available < 0, {
      what: "the debt to show",
      timeoutMs: 20_000,
    });
    expect((await sendAtOnce(session, 1)).map(({ status }) => status)).toEqual([402]);
    await adjust(session, "credit", 10);
    await expectExactly(session, 3);
    expect((await readCredits(session)).available).toBe(8);
  });
});
