import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FaultInput } from "@/sandbox/control-client";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { customerWhoPaid } from "./customers";
import { brokenInvariants, readLedgers, untilSettled } from "./ledgers";

let stack: Stack;
let customers = 0;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const customer = () => customerWhoPaid(stack, `batch-${++customers}`);

/** Accepts emails while Resend's line is held, so that they wait together. */
async function queue(session: Session, recipients: string[]): Promise<void> {
  await stack.db.query(
    "update provider_lines set paused_until = now() + interval '1 hour' where provider = 'resend'",
  );
  const answers = await Promise.all(
    recipients.map((to, i) =>
      session.post(
        "/api/send",
        { to, subject: `Batch ${i}`, text: "Together." },
        { Prefer: "respond-async" },
      ),
    ),
  );
  expect(answers.every(({ status }) => status === 202)).toBe(true);
}

async function release(): Promise<void> {
  await stack.db.query("update provider_lines set paused_until = null");
  await stack.restart();
}

const someRecipients = (count: number) =>
  Array.from({ length: count }, (_, i) => `delivered+${i}@resend.dev`);

async function expectAllOnce(session: Session, count: number): Promise<void> {
  await untilSettled(stack, 30_000);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers.accepted).toHaveLength(count);
}

async function batchCalls(): Promise<number> {
  const { resendCalls } = await stack.sandbox.state();
  return resendCalls
    .filter(({ route, status }) => route === "/emails/batch" && status === 200)
    .reduce((sum, { count }) => sum + count, 0);
}

describe("emails that wait leave together", () => {
  it("250 in three calls, and none of them is told to slow down", async () => {
    const session = await customer();
    const before = await batchCalls();
    await queue(session, someRecipients(250));
    await release();
    await expectAllOnce(session, 250);
    expect((await batchCalls()) - before).toBe(3);
    const { resendCalls } = await stack.sandbox.state();
    expect(resendCalls.filter(({ status }) => status === 429)).toEqual([]);
  });

  it("a bad one among them fails alone, and costs nothing", async () => {
    const session = await customer();
    await queue(session, ["delivered@resend.dev", "nobody@example.com", "delivered+2@resend.dev"]);
    await release();
    await expectAllOnce(session, 2);
    const { emails } = await readLedgers(stack, session.email);
    expect(emails.map(({ status }) => status).sort()).toEqual(["failed", "sent", "sent"]);
  });

  it("a batch that is refused as a whole is divided, and each goes by itself", async () => {
    const session = await customer();
    await stack.sandbox.addFaults({
      target: "resend",
      method: "POST",
      path: "/emails/batch$",
      kind: "status",
      status: 422,
    });
    await queue(session, someRecipients(5));
    await release();
    await expectAllOnce(session, 5);
  });

  it("one customer's single email does not wait behind another's 400", async () => {
    const [busy, other] = [await customer(), await customer()];
    await queue(busy, someRecipients(400));
    await queue(other, ["delivered+other@resend.dev"]);
    await release();
    await untilSettled(stack, 30_000);
    const order = (await stack.sandbox.state()).emails.map(({ to }) => to[0]);
    const batch = order.slice(-401);
    expect(batch.indexOf("delivered+other@resend.dev")).toBeLessThan(100);
    await expectAllOnce(busy, 400);
    await expectAllOnce(other, 1);
  });
});

const FAULTS: [string, Omit<FaultInput, "target">][] = [
  ["a reset before the work", { kind: "reset_before" }],
  ["a reset after the work", { kind: "reset_after" }],
  ["a 503 after the work", { kind: "status_after", status: 503 }],
  ["a malformed answer", { kind: "malformed" }],
  ["half a body", { kind: "half_body" }],
  ["an empty 200", { kind: "empty_200" }],
  ["a 429", { kind: "status", status: 429, retryAfter: 1 }],
];

describe("each of fifty emails goes out once, whatever Resend answers to their batch first", () => {
  it.each(FAULTS)("%s", async (_name, fault) => {
    const session = await customer();
    await stack.sandbox.addFaults({
      target: "resend",
      method: "POST",
      path: "/emails/batch$",
      times: 2,
      ...fault,
    });
    await queue(session, someRecipients(50));
    await release();
    await expectAllOnce(session, 50);
  });
});
