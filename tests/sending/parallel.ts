import { expect } from "vitest";
import { readCredits } from "../support/buy";
import type { Session } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { adjust, customerWith } from "./customers";
import { brokenInvariants, readLedgers, untilSettled } from "./ledgers";

/** 202 is an acceptance like 200: Resend's ten calls a second are what takes long. */
const ACCEPTED = [200, 202];
const SETTLE_TIMEOUT_MS = 120_000;

/** Sends `count` emails at once, spread over all instances, to `recipients` each. */
export async function sendAtOnce(
  { baseUrls }: Pick<Stack, "baseUrls">,
  session: Session,
  count: number,
  recipients = 1,
): Promise<Response[]> {
  const to = Array.from({ length: recipients }, (_, i) => `delivered+${i}@resend.dev`);
  return Promise.all(
    Array.from({ length: count }, (_, i) =>
      session.post(
        `${baseUrls[i % baseUrls.length]}/api/send`,
        { to, subject: `Parallel ${i}`, text: "One of many." },
        { "Sec-Fetch-Site": "same-origin" },
      ),
    ),
  );
}

export function countOf(answers: readonly Response[], ...statuses: number[]): number {
  return answers.filter(({ status }) => statuses.includes(status)).length;
}

export const countAccepted = (answers: readonly Response[]) => countOf(answers, ...ACCEPTED);

/** Everything is settled, the invariants hold, and exactly so many went out. */
export async function expectExactly(stack: Stack, session: Session, sent: number): Promise<void> {
  await untilSettled(stack, SETTLE_TIMEOUT_MS);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers.accepted).toHaveLength(sent);
}

/** N at once at balance K, nothing else moving: the smaller of both goes out, and the rest is refused. */
export async function parallelAtBalance(
  stack: Stack,
  name: string,
  { parallel, balance }: { parallel: number; balance: number },
): Promise<void> {
  const session = await customerWith(stack, name, balance);
  const answers = await sendAtOnce(stack, session, parallel);
  const expected = Math.min(parallel, balance);
  expect(countAccepted(answers)).toBe(expected);
  expect(countOf(answers, 402)).toBe(parallel - expected);
  await expectExactly(stack, session, expected);
  expect((await readCredits(session)).available).toBe(balance - expected);
}

/** Credits arrive or go at Dodo meanwhile: what goes out lies between what was there and what it became. */
export async function parallelWithChange(
  stack: Stack,
  name: string,
  { parallel, balance, change: wanted }: { parallel: number; balance: number; change: number },
): Promise<void> {
  const session = await customerWith(stack, name, balance);
  const [answers, change] = await Promise.all([
    sendAtOnce(stack, session, parallel),
    adjust(stack, session, wanted < 0 ? "debit" : "credit", Math.abs(wanted)).then(
      () => wanted,
      // The sends were faster and have left less than was to be taken away.
      () => 0,
    ),
  ]);
  const accepted = countAccepted(answers);
  expect(countOf(answers, 402)).toBe(parallel - accepted);
  // A debit from outside may come when its credits are held already. Then the holds are a debt until credits arrive.
  const owed = Math.max(0, accepted - (balance + change));
  expect(accepted).toBeGreaterThanOrEqual(Math.min(parallel, balance, balance + change));
  expect(accepted).toBeLessThanOrEqual(Math.min(parallel, Math.max(balance, balance + change)));
  if (owed > 0) await adjust(stack, session, "credit", owed);
  await expectExactly(stack, session, accepted);
  await waitFor(async () => (await readCredits(session)).available === balance + change + owed - accepted, {
    timeoutMs: 30_000,
    what: "the rest of the balance",
  });
}
