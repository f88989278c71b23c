import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { brokenInvariants, readLedgers, untilSettled } from "../sending/ledgers";
import { buyTopup } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { callsAnswered, forgetLimits, lineOf, untilUnrefused } from "./line";

const CUSTOMERS = 6;

let stack: Stack;
let sessions: Session[];
beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { SEND_RATE_PER_MINUTE: "100000" } });
  const limitBudget = await endlessBudget(stack);
  sessions = await Promise.all(
    Array.from({ length: CUSTOMERS }, (_, n) => signIn(stack, `dodo-limit-${n}@mailbox.dev`)),
  );
  for (const session of sessions) await buyTopup(session, stack);
  await settled(stack);
  await limitBudget();
});
afterAll(() => stack?.stop());
beforeEach(() => forgetLimits(stack));

const line = () => lineOf(stack, "dodo");
const tooMany = () => callsAnswered(stack, "dodo", 429);

/** Each customer sends one; each of these is a debit at Dodo, unless one must wait and is paid with the next. */
async function sendRound(): Promise<void> {
  const sent = await Promise.all(
    sessions.map((session) =>
      session.post(
        "/api/send",
        { to: "delivered@resend.dev", subject: "Limit", text: "Hi" },
        { Prefer: "respond-async" },
      ),
    ),
  );
  expect(sent.map(({ status }) => status)).toEqual(sessions.map(() => 202));
}

async function sendUntil(isDone: () => Promise<boolean>, what: string): Promise<void> {
  await waitFor(
    async () => {
      if (await isDone()) return true;
      await sendRound();
      return false;
    },
    { timeoutMs: 40_000, what },
  );
}

/** Dodo's limits are off again, and what was believed of them has expired. */
async function expectAllPaidOnce(): Promise<void> {
  await stack.sandbox.changeSettings({ rateLimits: false });
  await forgetLimits(stack);
  await stack.db.query("update captures set lease_until = clock_timestamp() where state = 'open'");
  await untilSettled(stack, 30_000);
  await settled(stack);
  for (const { email } of sessions) expect(brokenInvariants(await readLedgers(stack, email))).toEqual([]);
}

describe("Dodo's lowered limit", () => {
  it("per second is kept to once it was met", async () => {
    await stack.sandbox.changeSettings({
      rateLimits: { dodoPerSecond: 4, dodoPerMinute: 10_000 },
      dodoLimitHeaders: "tightest",
    });
    await sendUntil(async () => (await line()).burst !== null, "the limit of 4/s to be learned");
    expect((await line()).burst).toBeLessThan(4);
    await untilUnrefused(stack, "dodo", { calls: 20, status: 201, work: sendRound });
    await expectAllPaidOnce();
  }, 120_000);

  it.each([
    ["minute", "timestamp"],
    ["minute", "delay"],
    ["tightest", "timestamp"],
  ] as const)(
    "per minute, stated as %s with a %s, makes captures wait and not sends",
    async (dodoLimitHeaders, dodoLimitResetAs) => {
      await stack.sandbox.changeSettings({
        rateLimits: { dodoPerSecond: 40, dodoPerMinute: 12 },
        dodoLimitHeaders,
        dodoLimitResetAs,
      });
      await sendUntil(async () => (await line()).burst !== null, "the limit of 12 a minute to be learned");
      const { burst, per_second, is_paused } = await line();
      expect(burst + 60 * per_second).toBeLessThanOrEqual(12);
      expect(is_paused).toBe(true);
      let refused = await tooMany();
      // Calls that were under way beside the one that used it up are answered first.
      await waitFor(
        async () => {
          const before = refused;
          await sendRound();
          refused = await tooMany();
          return refused === before;
        },
        { what: "the last refusal" },
      );
      for (let round = 0; round < 5; round++) await sendRound();
      expect(await tooMany()).toBe(refused);
      await expectAllPaidOnce();
    },
  );

  it.each(["second", "none"] as const)(
    "per minute, with headers that speak of %s, slows calls down",
    async (dodoLimitHeaders) => {
      await stack.sandbox.changeSettings({
        rateLimits: { dodoPerSecond: 40, dodoPerMinute: 12 },
        dodoLimitHeaders,
        dodoLimitResetAs: "timestamp",
      });
      await sendUntil(async () => (await line()).is_slowed, "the line to be slower");
      expect(await line()).toMatchObject({ burst: null, per_second: null });
      await expectAllPaidOnce();
    },
  );
});
