import { afterAll, beforeAll, expect, it } from "vitest";
import { brokenInvariants, readLedgers, untilSettled } from "../sending/ledgers";
import { buyTopup } from "../support/buy";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { lineOf, setLine, untilUnrefused } from "./line";

const EMAILS = 300;

let stack: Stack;
let session: Session;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  session = await signIn(stack, "resend-limit@mailbox.dev");
  await buyTopup(session, stack);
});
afterAll(() => stack?.stop());

/** What was learned; 0 while nothing was. */
const rate = async (): Promise<number> => (await lineOf(stack, "resend")).per_second ?? 0;

/** Emails that wait together, each of which needs a call of its own. */
async function queueAlone(count: number): Promise<void> {
  await setLine(stack, "resend", "paused_until = clock_timestamp() + interval '1 hour'");
  const answers = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      session.post(
        "/api/send",
        { to: `delivered+${n}@resend.dev`, subject: `Limit ${n}`, text: "One by one." },
        { Prefer: "respond-async" },
      ),
    ),
  );
  expect(answers.every(({ status }) => status === 202)).toBe(true);
  await stack.db.query("update emails set goes_alone = true where status = 'queued'");
}

/** The most emails that were sent within one second. */
async function sentInBestSecond(): Promise<number> {
  const { rows } = await stack.db.query(
    `select max(count)::int as most from (select count(*) over
      (order by sent_at range between interval '1 second' preceding and current row) as count
      from emails where sent_at is not null) sent`,
  );
  return rows[0].most;
}

it("two instances follow Resend's limit down without being refused, and up to its new height", async () => {
  await queueAlone(EMAILS);
  await stack.sandbox.changeSettings({ rateLimits: { resendPerSecond: 2 } });
  await setLine(stack, "resend", "paused_until = null");
  await waitFor(rate, { what: "the limit of 2/s to be learned" });
  expect(await rate()).toBeCloseTo(1.88);

  await untilUnrefused(stack, "resend", { calls: 12, status: 200 });

  await stack.sandbox.changeSettings({ rateLimits: { resendPerSecond: 20 } });
  await waitFor(async () => (await rate()) > 10, { what: "the limit of 20/s to be learned" });
  expect(await rate()).toBeLessThan(20);
  await untilUnrefused(stack, "resend", { calls: 40, status: 200 });
  await untilSettled(stack, 50_000);
  expect(await sentInBestSecond()).toBeGreaterThan(10);

  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers.accepted).toHaveLength(EMAILS);
}, 180_000);
