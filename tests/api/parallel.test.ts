import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerWith } from "../sending/customers";
import { expectExactly } from "../sending/parallel";
import { readCredits } from "../support/buy";
import { giveKey } from "../support/given-key";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { API_RATE_PER_SECOND: "1000", API_RATE_BURST: "2000" } });
});
afterAll(() => stack?.stop());

let number = 0;
const mail = (session: Session) => ({
  to: "delivered@resend.dev",
  subject: `Parallel of ${session.email}`,
  text: "Hi",
});

/** Calls both instances at once with a key of the customer's. */
async function atOnce(token: string, path: string, body: unknown, times: number): Promise<Response[]> {
  return Promise.all(
    Array.from({ length: times }, (_, index) =>
      fetch(stack.baseUrls[index % 2] + path, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      }),
    ),
  );
}

const countOf = (answers: Response[], status: number) =>
  answers.filter((one) => one.status === status).length;
async function customer(credits: number, budget: object = {}) {
  number += 1;
  const session = await customerWith(stack, `api-parallel-${number}`, credits);
  return { session, token: (await giveKey(stack, session.email, budget)).token };
}

describe("parallel sends with a key never cost more than the balance", () => {
  it("50 at balance 1: one is accepted, and 49 are 402", async () => {
    const { session, token } = await customer(1);
    const answers = await atOnce(token, "/emails", mail(session), 50);
    expect([countOf(answers, 200), countOf(answers, 402)]).toEqual([1, 49]);
    await expectExactly(stack, session, 1);
  });

  it("batches take all of their credits or none", async () => {
    const { session, token } = await customer(55);
    const batch = Array.from({ length: 10 }, () => mail(session));
    const answers = await atOnce(token, "/emails/batch", batch, 12);
    expect([countOf(answers, 200), countOf(answers, 402)]).toEqual([5, 7]);
    await expectExactly(stack, session, 50);
    expect((await readCredits(session)).available).toBe(5);
  });
});

describe("a key's own budget", () => {
  it("holds under parallel sends, and another key is not in it", async () => {
    const { session, token } = await customer(100, { dailyCredits: 10, monthlyCredits: 15 });
    const answers = await atOnce(token, "/emails", mail(session), 30);
    expect([countOf(answers, 200), countOf(answers, 429)]).toEqual([10, 20]);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({
      name: "daily_quota_exceeded",
      details: { reason: "daily_key_budget" },
    });
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    const other = (await giveKey(stack, session.email)).token;
    expect(countOf(await atOnce(other, "/emails", mail(session), 2), 200)).toBe(2);
    await expectExactly(stack, session, 12);
  });

  it("gets back what an email does not cost after all", async () => {
    const { session, token } = await customer(100, { monthlyCredits: 2 });
    const later = { ...mail(session), scheduled_at: "in 1 hour" };
    const accepted = await atOnce(token, "/emails", { ...later, cc: ["cc@mailbox.dev"] }, 1);
    const [{ id } = { id: "" }] = await Promise.all(accepted.map((answer) => answer.json()));
    expect(countOf(await atOnce(token, "/emails", later, 1), 429)).toBe(1);
    expect(countOf(await atOnce(token, `/emails/${id}/cancel`, {}, 1), 200)).toBe(1);
    expect(countOf(await atOnce(token, "/emails", mail(session), 2), 200)).toBe(2);
    await expectExactly(stack, session, 2);
  });
});
