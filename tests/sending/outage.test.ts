import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { customerWith } from "./customers";
import { passLeases, readLedgers } from "./ledgers";
import { age, OUTAGES, surviveDodoOutage, surviveResendOutage } from "./outages";

const SENDS = 40;
const TIMEOUT_MS = 180_000;
/** One in which nothing was done and one in which everything was. tests/soak has all of them. */
const SHORT = OUTAGES.filter(({ kind }) => kind === "status" || kind === "reset_after");

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { SEND_RATE_PER_MINUTE: "100000" } });
});
afterAll(() => stack?.stop());

describe("everything that was accepted goes out once, after an hour in which Resend", {
  timeout: TIMEOUT_MS,
}, () => {
  it.each(SHORT)("$name", (outage) => surviveResendOutage(stack, outage, SENDS));
});

describe("sends go on for ten minutes and are all paid once, while Dodo", { timeout: TIMEOUT_MS }, () => {
  it.each(SHORT)("$name", (outage) => surviveDodoOutage(stack, outage, SENDS));
});

describe("when Resend was away for longer than it keeps keys, an email of unknown outcome is not sent again:", () => {
  it.each([
    { was: "taken", kind: "reset_after", accepted: 1 },
    { was: "not taken", kind: "reset_before", accepted: 0 },
  ] as const)("one that was $was", async ({ was, kind, accepted }) => {
    const session = await customerWith(stack, `late-${accepted}`, 10);
    await stack.sandbox.addFaults({ target: "resend", path: "/emails", kind, times: 1_000_000 });
    const body = { to: "delivered@resend.dev", subject: `It was ${was}`, text: "Once or never." };
    expect((await session.post("/api/send", body, { Prefer: "respond-async" })).status).toBe(202);
    // Its own call, not the one of a warning that goes first.
    const hasFailed = async () =>
      (
        await stack.db.query(
          "select 1 from emails e join dispatches d on d.id = e.dispatch_id where e.subject = $1 and d.last_error is not null",
          [body.subject],
        )
      ).rowCount;
    await waitFor(hasFailed, { what: "the call to fail" });
    await age(stack, "21 hours");
    await stack.sandbox.clearFaults();
    await passLeases(stack);
    const isUnresolved = async () => {
      const { emails } = await readLedgers(stack, session.email);
      return emails.every(({ status }) => status === "unresolved");
    };
    await waitFor(isUnresolved, { timeoutMs: 30_000, what: "the email to wait for an operator" });
    await passLeases(stack);
    expect((await session.post("/api/send", { ...body, subject: "Another" })).status).toBe(200);
    const ledgers = await readLedgers(stack, session.email);
    expect(ledgers.accepted).toHaveLength(accepted + 1);
    expect(ledgers.held).toBeGreaterThanOrEqual(1);
  });
});
