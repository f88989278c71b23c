import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FaultInput } from "@/sandbox/control-client";
import { readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { dodoIdOf } from "../support/settled";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { customerWhoPaid } from "./customers";
import { brokenInvariants, passLeases, readLedgers, untilSettled } from "./ledgers";

let stack: Stack;
let customers = 0;

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const customer = () => customerWhoPaid(stack, `faults-${++customers}`);

const send = (session: Session, headers: Record<string, string> = {}) =>
  session.post("/api/send", { to: "delivered@resend.dev", subject: "Faults", text: "Once." }, headers);

type Fault = Omit<FaultInput, "target" | "method" | "path">;

/** Faults after which nobody can say whether the work was done. */
const UNKNOWN: [string, Fault][] = [
  ["a reset before the work", { kind: "reset_before" }],
  ["a reset after the work", { kind: "reset_after" }],
  ["a 500 before the work", { kind: "status", status: 500 }],
  ["a 503 after the work", { kind: "status_after", status: 503 }],
  ["an HTML 502", { kind: "html_502" }],
  ["an empty 200", { kind: "empty_200" }],
  ["a malformed answer", { kind: "malformed" }],
  ["half a body", { kind: "half_body" }],
  ["a redirect", { kind: "redirect" }],
  ["a 429 with Retry-After", { kind: "status", status: 429, retryAfter: 1 }],
  ["a 429 without Retry-After", { kind: "status", status: 429 }],
  ["a slow answer", { kind: "slow", delayMs: 1500 }],
];

async function expectOneEmailOneCredit(session: Session): Promise<void> {
  await untilSettled(stack, 12_000);
  // After an answer that was lost the mirror is reckoned on the safe side, and set right by the next read.
  await waitFor(async () => (await readCredits(session)).available === 4999, { what: "4,999 credits" });
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers.accepted).toHaveLength(1);
  expect(ledgers.captured).toBe(1);
}

describe("one email goes out once and costs one credit, whatever Resend answers first", () => {
  it.each(UNKNOWN)("%s", async (_name, fault) => {
    const session = await customer();
    await stack.sandbox.addFaults({ target: "resend", method: "POST", path: "/emails$", times: 2, ...fault });
    expect([200, 202]).toContain((await send(session)).status);
    await expectOneEmailOneCredit(session);
  });

  it.each([400, 401, 403] as const)(
    "a wrong API key, answered %i, stops the line, loses nothing, and charges nothing",
    async (status) => {
      const session = await customer();
      const before = stack.logs().length;
      await stack.sandbox.changeSettings({ badKeyStatus: status });
      await stack.restart(0, { RESEND_API_KEY: "re_rotated_away" });
      expect((await send(session, { Prefer: "respond-async" })).status).toBe(202);
      await waitFor(() => stack.logs().slice(before).includes("API key is invalid"), {
        what: "the log to say why",
      });
      expect((await readCredits(session)).held).toBe(1);
      await stack.db.query("update provider_lines set paused_until = null");
      await passLeases(stack);
      await stack.restart();
      await expectOneEmailOneCredit(session);
    },
  );
});

describe("one email costs one credit, whatever Dodo answers to its capture first", () => {
  it.each(UNKNOWN)("%s", async (_name, fault) => {
    const session = await customer();
    await stack.sandbox.addFaults({
      target: "dodo",
      method: "POST",
      path: "ledger-entries$",
      times: 2,
      ...fault,
    });
    expect((await send(session)).status).toBe(200);
    await expectOneEmailOneCredit(session);
  });

  it.each(["conflict", "replay"] as const)("a repeated key, answered by a %s", async (duplicateKey) => {
    const session = await customer();
    await stack.sandbox.changeSettings({ duplicateKey });
    await stack.sandbox.addFaults({
      target: "dodo",
      method: "POST",
      path: "ledger-entries$",
      kind: "reset_after",
    });
    expect((await send(session)).status).toBe(200);
    await expectOneEmailOneCredit(session);
  });

  it("a refusal for want of credits that its own lost answer has caused", async () => {
    const session = await customer();
    const dodoId = await dodoIdOf(stack, session.email);
    const adjust = (type: "debit" | "credit") => stack.sandbox.adjust(dodoId, type, 4999);
    await adjust("debit");
    await waitFor(async () => (await readCredits(session)).available === 1, { what: "a balance of 1" });
    await stack.sandbox.changeSettings({ debitChecksFirst: "funds" });
    await stack.sandbox.addFaults({
      target: "dodo",
      method: "POST",
      path: "ledger-entries$",
      kind: "reset_after",
    });
    expect((await send(session)).status).toBe(200);
    const wasRefused = async () =>
      (await stack.db.query("select 1 from captures where last_error like '400%'")).rowCount;
    await waitFor(wasRefused, { what: "the repeated debit to be refused" });
    await stack.sandbox.changeSettings({ debitChecksFirst: "key" });
    await adjust("credit");
    await expectOneEmailOneCredit(session);
  });

  it.each([401, 403, 404, 422])(
    "a %i stops it, and the same key is used when it is mended",
    async (status) => {
      const session = await customer();
      await stack.sandbox.addFaults({
        target: "dodo",
        method: "POST",
        path: "ledger-entries$",
        kind: "status",
        status,
      });
      expect((await send(session)).status).toBe(200);
      await waitFor(
        async () =>
          (await stack.db.query("select 1 from captures where last_error is not null and state = 'open'"))
            .rowCount,
        {
          what: "the capture to have failed",
        },
      );
      await stack.db.query("update provider_lines set paused_until = null");
      await passLeases(stack);
      await expectOneEmailOneCredit(session);
    },
  );
});

/** Faults of a read. That it was refused for certain does not make the balance known. */
const UNREADABLE: [string, Fault][] = [
  ...UNKNOWN.filter(([name]) => name !== "a slow answer"),
  ["a 401", { kind: "status", status: 401 }],
  ["a 403", { kind: "status", status: 403 }],
];

describe("a send whose balance can't be read", () => {
  it.each(UNREADABLE)("goes out on the mirror after %s", async (_name, fault) => {
    const session = await customer();
    // Older than 2 s: the send wants to read first.
    await stack.db.query("update credit_accounts set balance_as_of = balance_as_of - interval '1 minute'");
    await stack.sandbox.addFaults({
      target: "dodo",
      method: "GET",
      path: "/balances/",
      times: 3,
      ...fault,
    });
    expect([200, 202]).toContain((await send(session)).status);
    await stack.sandbox.clearFaults();
    // A refused key has stopped the line, as far as anybody could tell.
    await stack.db.query("update provider_lines set paused_until = null");
    await expectOneEmailOneCredit(session);
  });

  it("is refused with 503 once the mirror is older than 15 minutes, and charges nothing", async () => {
    const session = await customer();
    await stack.db.query("update credit_accounts set balance_as_of = balance_as_of - interval '16 minutes'");
    await stack.sandbox.addFaults({
      target: "dodo",
      method: "GET",
      path: "/balances/",
      kind: "status",
      status: 503,
      times: 5,
    });
    const answer = await send(session);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: "provider_unavailable", retryable: true });
    await stack.sandbox.clearFaults();
    const { emails, held } = await readLedgers(stack, session.email);
    expect([emails.length, held]).toEqual([0, 0]);
  });
});
