import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FaultInput } from "@/sandbox/control-client";
import {
  automaticPayments,
  buyer,
  drain,
  paid,
  passTime,
  readAutoTopUp,
  resume,
  statesOf,
  stopMails,
  turnOn,
  untilAvailable,
  untilLooked,
  untilStates,
  untilStatus,
} from "../support/auto-topup";
import { endlessBudget } from "../support/endless-budget";
import { settled } from "../support/settled";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let customers = 0;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const CHARGE = { target: "dodo", method: "POST", path: "^/checkouts$" } as const;
/** The call's patience is 30 s; a connection that ends sooner is as good. */
const SILENT_MS = 500;

/** Somebody with too few credits, whose charge meets a fault. */
async function needy(fault: Pick<FaultInput, "kind" | "status" | "delayMs">): Promise<Session> {
  const session = await buyer(stack, `unknown-${++customers}`);
  await turnOn(session);
  await stack.sandbox.addFaults({ ...CHARGE, ...fault });
  await drain(stack, session, 100);
  return session;
}

describe("an answer that is lost after the card was charged is found out, and nothing is charged again", () => {
  const faults: Pick<FaultInput, "kind" | "status" | "delayMs">[] = [
    { kind: "reset_after" },
    { kind: "timeout_after", delayMs: SILENT_MS },
    { kind: "status_after", status: 500 },
    { kind: "status_after", status: 429 },
    { kind: "status_after", status: 409 },
    { kind: "half_body" },
    { kind: "malformed" },
  ];
  it.each(faults)("$kind $status", async (fault) => {
    const session = await needy(fault);
    await untilStates(stack, session, ["charged"]);
    await untilAvailable(session, 5_100);
    await settled(stack, session.email);
    expect(await statesOf(stack, session)).toEqual(["charged"]);
    expect(await paid(stack, session)).toBe(1);
    expect(await readAutoTopUp(session)).toMatchObject({ status: "on", used_this_month: 1 });
  });

  it("even if no webhook ever speaks of it", async () => {
    await stack.sandbox.changeSettings({ webhooks: { dropRate: 1 } });
    const session = await needy({ kind: "reset_after" });
    await untilAvailable(session, 100);
    await untilStates(stack, session, ["charged"]);
    await untilAvailable(session, 5_100);
    await stack.sandbox.changeSettings({ webhooks: { dropRate: 0 } });
    expect(await paid(stack, session)).toBe(1);
  });

  it("even if Dodo can't be asked for a while", async () => {
    const session = await buyer(stack, "deaf");
    await turnOn(session);
    await stack.sandbox.addFaults(
      { ...CHARGE, kind: "reset_after" },
      // One list is read before the charge, for the address.
      { target: "dodo", kind: "slow", method: "GET", path: "^/payments$", delayMs: 0 },
      { target: "dodo", kind: "status", status: 500, method: "GET", path: "^/payments$", times: 2 },
    );
    await drain(stack, session, 100);
    await untilStates(stack, session, ["unknown"]);
    await untilAvailable(session, 5_100);
    await passTime(stack, session, 1);
    await passTime(stack, session, 1);
    await untilStates(stack, session, ["charged"]);
    expect(await paid(stack, session)).toBe(1);
  });
});

describe("a call that charged nothing is not made again: it takes half an hour of evidence, and the customer's word", () => {
  const faults: Pick<FaultInput, "kind" | "status" | "delayMs">[] = [
    { kind: "reset_before" },
    { kind: "timeout_before", delayMs: SILENT_MS },
    { kind: "status", status: 503 },
    { kind: "html_502" },
    { kind: "empty_200" },
    { kind: "redirect" },
  ];
  it.each(faults)("$kind $status", async (fault) => {
    const session = await needy(fault);
    await untilStates(stack, session, ["unknown"]);
    expect(await readAutoTopUp(session)).toMatchObject({ status: "running", used_this_month: 1 });
    await passTime(stack, session, 14);
    await untilLooked(stack, session);
    expect(await statesOf(stack, session)).toEqual(["unknown"]);
    await passTime(stack, session, 17);
    await untilStates(stack, session, ["failed"]);
    expect((await untilStatus(session, "stopped")).stopped).toMatchObject({ reason: "unconfirmed" });
    await settled(stack, session.email);
    expect(await automaticPayments(stack, session)).toEqual([]);
    expect(await stopMails(stack, session)).toBe(1);
    expect(await readAutoTopUp(session)).toMatchObject({ used_this_month: 0 });
    expect((await resume(session)).status).toBe(200);
    await untilAvailable(session, 5_100);
    expect(await paid(stack, session)).toBe(1);
  });
});

it("a payment that turns up after all is counted, whatever was believed before", async () => {
  // The call takes twenty seconds, which count as an hour here: by then it is believed that it never arrived.
  const session = await buyer(stack, "slow-network");
  await turnOn(session);
  await stack.sandbox.addFaults({ ...CHARGE, kind: "slow", delayMs: 20_000 });
  await drain(stack, session, 100);
  await untilStates(stack, session, ["started"]);
  await passTime(stack, session, 31);
  await untilStates(stack, session, ["unknown"]);
  await passTime(stack, session, 31);
  await untilStates(stack, session, ["failed"]);
  await untilStates(stack, session, ["charged"]);
  await untilAvailable(session, 5_100);
  expect(await readAutoTopUp(session)).toMatchObject({ status: "on", stopped: null, used_this_month: 1 });
  expect(await paid(stack, session)).toBe(1);
});

describe("a refusal charged nothing for certain", () => {
  it("and stops it with what Dodo said", async () => {
    const session = await needy({ kind: "status", status: 422 });
    expect((await untilStatus(session, "stopped")).stopped).toMatchObject({ reason: "refused" });
    expect(await statesOf(stack, session)).toEqual(["failed"]);
    expect((await resume(session)).status).toBe(200);
    await untilAvailable(session, 5_100);
    expect(await paid(stack, session)).toBe(1);
  });

  it("and if it is about our key, the customer has nothing to do", async () => {
    const session = await needy({ kind: "status", status: 401 });
    await untilStates(stack, session, ["failed"]);
    expect(await readAutoTopUp(session)).toMatchObject({ status: "on", stopped: null });
    // Meanwhile the line to Dodo stands still; its first trial opens it again.
    await stack.db.query("update provider_lines set paused_until = null, stopped_since = null");
    await passTime(stack, session, 6);
    await untilAvailable(session, 5_100);
    expect(await stopMails(stack, session)).toBe(0);
  });
});
