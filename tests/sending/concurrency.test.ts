import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "@/lib/contracts/problem";
import { readCredits } from "../support/buy";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { adjust, customerWith } from "./customers";
import {
  countAccepted,
  countOf,
  expectExactly,
  parallelAtBalance,
  parallelWithChange,
  sendAtOnce,
} from "./parallel";

let stack: Stack;
let customers = 0;

beforeAll(async () => {
  stack = await startStack({ instances: 2 });
});
afterAll(() => stack?.stop());

function nextName(): string {
  customers += 1;
  return `parallel-${customers}`;
}

describe("parallel sends never cost more than the balance", () => {
  it("50 at balance 1: one goes out, 49 are refused with 402, one credit is captured, and 0 are left", async () => {
    const session = await customerWith(stack, nextName(), 1);
    const answers = await sendAtOnce(stack, session, 50);
    expect(countOf(answers, 200)).toBe(1);
    expect(countOf(answers, 402)).toBe(49);
    const refused = answers.find(({ status }) => status === 402);
    const problem = problemSchema.parse(await refused?.json());
    expect(problem).toMatchObject({ code: "insufficient_credits", required: 1 });
    expect(problem.error).toBe("No email credits remaining. Buy a top-up pack or upgrade your plan.");
    await expectExactly(stack, session, 1);
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
  ])("$parallel at balance $balance", (row) => parallelAtBalance(stack, nextName(), row));

  it("an email of several recipients takes all of its credits or none", async () => {
    const session = await customerWith(stack, nextName(), 10);
    const answers = await sendAtOnce(stack, session, 8, 3);
    expect(countAccepted(answers)).toBe(3);
    expect(countOf(answers, 402)).toBe(5);
    await expectExactly(stack, session, 3);
    expect((await readCredits(session)).available).toBe(1);
  });

  it("a top-up in the middle lets through what it pays for, and not one more", () =>
    parallelWithChange(stack, nextName(), { parallel: 20, balance: 3, change: 5 }));
});

describe("credits that are taken away at Dodo behind our back", () => {
  it("leave the hold, stop further sends, and are collected when the balance grows", async () => {
    const session = await customerWith(stack, nextName(), 5);
    await stack.sandbox.changeSettings({ webhooks: { enabled: false } });
    await stack.sandbox.addFaults({
      target: "dodo",
      method: "POST",
      path: "ledger-entries$",
      kind: "status",
      status: 500,
      times: 4,
    });
    const answers = await sendAtOnce(stack, session, 3);
    await adjust(stack, session, "debit", 4);
    await stack.sandbox.changeSettings({ webhooks: { enabled: true } });
    expect(countAccepted(answers)).toBe(3);
    await waitFor(async () => (await readCredits(session)).available < 0, {
      what: "the debt to show",
      timeoutMs: 20_000,
    });
    expect((await sendAtOnce(stack, session, 1)).map(({ status }) => status)).toEqual([402]);
    await adjust(stack, session, "credit", 10);
    await expectExactly(stack, session, 3);
    expect((await readCredits(session)).available).toBe(8);
  });
});
