// One file, because each starts a world of its own, which takes seconds.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import type { FaultInput } from "@/sandbox/control-client";
import { waitFor } from "../support/wait-for";
import { type Pipeline, type Sender, startPipeline } from "./in-process";
import { brokenInvariants, passLeases, readLedgers, untilMirrored, untilSettled } from "./ledgers";
import { age } from "./outages";

let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = await startPipeline();
});
afterEach(() => pipeline.sandbox.clearFaults());
afterAll(() => pipeline?.stop());

const atResend = (kind: FaultInput["kind"], more: Partial<FaultInput> = {}) =>
  pipeline.sandbox.addFaults({ target: "resend", method: "POST", path: "/emails(/batch)?$", kind, ...more });
const atDodo = (kind: FaultInput["kind"], more: Partial<FaultInput> = {}) =>
  pipeline.sandbox.addFaults({ target: "dodo", method: "POST", path: "ledger-entries$", kind, ...more });

async function fired(times: number): Promise<void> {
  const hasFired = async () => (await pipeline.sandbox.faults()).fired.length >= times;
  await waitFor(hasFired, { what: `${times} faults to strike` });
}

/** Waits until all is settled, and the mirror was read anew if it had to be. Then the invariants must hold. */
async function settledLedgers(sender: Sender) {
  await waitFor(
    async () => {
      pipeline.lookForWork();
      await untilSettled(pipeline, 50);
      return true;
    },
    { timeoutMs: 15_000, what: "all to be settled" },
  );
  await untilMirrored(pipeline, sender.email);
  const ledgers = await readLedgers(pipeline, sender.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  return ledgers;
}

async function expectOnce(sender: Sender, emails: number): Promise<void> {
  const ledgers = await settledLedgers(sender);
  expect(ledgers.accepted).toHaveLength(emails);
  expect(ledgers.emails.map(({ status }) => status)).toEqual(Array(emails).fill("sent"));
}

/** One goes first, and the others wait together for the next place in the budget. */
const sendTogether = (sender: Sender, count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => sender.send({ subject: `Together ${i}` })));

describe("a call whose outcome is unknown is repeated with its key and its bytes,", () => {
  it.each(["reset_after", "status_after", "half_body", "empty_200"] as const)(
    "to Resend after %s, for one and for many",
    async (kind) => {
      const sender = await pipeline.customer(100);
      await atResend(kind, { times: 3 });
      await sendTogether(sender, 12);
      await expectOnce(sender, 12);
    },
  );

  it.each(["conflict", "replay"] as const)(
    "to Dodo, whether it answers a known key with a %s",
    async (duplicateKey) => {
      const sender = await pipeline.customer(100);
      await pipeline.sandbox.changeSettings({ duplicateKey });
      await atDodo("reset_after", { times: 2 });
      await sender.send();
      await expectOnce(sender, 1);
    },
  );

  it("to Resend although it then stops the line: the first call may have been taken", async () => {
    const sender = await pipeline.customer(100);
    await atResend("reset_after");
    await atResend("status", { status: 401, code: "restricted_api_key" });
    await sender.send();
    const lift = () =>
      pipeline.db.query("update provider_lines set paused_until = null where paused_until is not null");
    await waitFor(async () => (await lift()).rowCount, { what: "the line to stop" });
    await passLeases(pipeline);
    await expectOnce(sender, 1);
  });

  it("to Dodo although it then says that there is too little: the first call may be the reason", async () => {
    const sender = await pipeline.customer(1);
    await pipeline.sandbox.changeSettings({ debitChecksFirst: "funds", duplicateKey: "conflict" });
    await atDodo("reset_after");
    await sender.send();
    const isRefused = async () =>
      (await pipeline.db.query("select 1 from captures where last_error like '400%'")).rowCount;
    await waitFor(isRefused, { what: "the repeated debit to be refused" });
    await pipeline.sandbox.changeSettings({ debitChecksFirst: "key" });
    await pipeline.sandbox.adjust(sender.dodoCustomerId, "credit", 10);
    await pipeline.db.query("update captures set lease_until = clock_timestamp() where state = 'open'");
    await pipeline.db.query(
      "update credit_accounts set stale_since = clock_timestamp(), sync_not_before = null, capture_not_before = null",
    );
    await expectOnce(sender, 1);
  });
});

it("a debit that is refused for want of credits stays owed, and is made again when credits arrive", async () => {
  const sender = await pipeline.customer(100);
  await atDodo("status", { status: 400 });
  await sender.send();
  await fired(1);
  const isPutOff = async () =>
    (await pipeline.db.query("select 1 from credit_accounts where capture_not_before > clock_timestamp()"))
      .rowCount;
  await waitFor(isPutOff, { what: "the capture to be put off" });
  expect(await readLedgers(pipeline, sender.email)).toMatchObject({ held: 1, captured: 0 });
  await pipeline.sandbox.adjust(sender.dodoCustomerId, "credit", 10);
  await pipeline.db.query(
    "update credit_accounts set stale_since = clock_timestamp(), sync_not_before = null",
  );
  pipeline.lookForWork();
  await expectOnce(sender, 1);
});

describe("what is only known to be uncertain changes nothing of what a customer has:", () => {
  it("while Resend has not answered, the hold stays and nothing is captured", async () => {
    const sender = await pipeline.customer(100);
    await atResend("status", { status: 503, times: 2 });
    await sender.send();
    await fired(2);
    const { held, captured, emails } = await readLedgers(pipeline, sender.email);
    expect({ held, captured, status: emails[0]?.status }).toEqual({
      held: 1,
      captured: 0,
      status: "sending",
    });
    await expectOnce(sender, 1);
  });

  it("an email that is older than Resend's memory is not sent again, and its hold stays", async () => {
    const sender = await pipeline.customer(100);
    await atResend("reset_after", { times: 2 });
    await sender.send();
    await fired(1);
    await age(pipeline, "21 hours");
    await passLeases(pipeline);
    pipeline.lookForWork();
    const isUnresolved = async () => {
      const { emails } = await readLedgers(pipeline, sender.email);
      return emails[0]?.status === "unresolved";
    };
    await waitFor(isUnresolved, { what: "the email to wait for an operator" });
    const { accepted, held } = await readLedgers(pipeline, sender.email);
    expect([accepted.length, held]).toEqual([1, 1]);
  });
});

describe("two processes that drive the same work at once do it once:", () => {
  it("a dispatch that is refused, while other credits are held", async () => {
    const sender = await pipeline.customer(100);
    await atResend("slow", { delayMs: 1_500 });
    await sender.send({ to: ["nobody@example.com"] });
    await fired(1);
    await passLeases(pipeline);
    pipeline.lookForWork();
    const hasFailed = async () => (await readLedgers(pipeline, sender.email)).emails[0]?.status === "failed";
    await waitFor(hasFailed, { what: "the second call to be refused" });
    await atResend("status", { status: 503, times: 3 });
    await sender.send({ to: ["delivered+1@resend.dev", "delivered+2@resend.dev"] });
    const { emails, accepted } = await settledLedgers(sender);
    expect(emails.map(({ status }) => status)).toEqual(["failed", "sent"]);
    expect(accepted).toHaveLength(1);
  });

  it("a capture, while other credits are held", async () => {
    const sender = await pipeline.customer(100);
    await atDodo("slow", { delayMs: 700 });
    await sender.send();
    await fired(1);
    await atResend("status", { status: 503, times: 3 });
    await sender.send({ to: ["delivered+1@resend.dev", "delivered+2@resend.dev"] });
    await passLeases(pipeline);
    await expectOnce(sender, 2);
  });
});

describe("a refusal", () => {
  it("of a whole batch fails nobody: each email goes by itself", async () => {
    const sender = await pipeline.customer(100);
    await atResend("status", { status: 422, code: "validation_error", path: "/emails/batch$", times: 1_000 });
    await sendTogether(sender, 6);
    await expectOnce(sender, 6);
  });

  it("of one email gives its hold back, and only its own", async () => {
    const sender = await pipeline.customer(100);
    await Promise.all([sender.send(), sender.send({ to: ["nobody@example.com"] }), sender.send()]);
    const { emails, accepted } = await settledLedgers(sender);
    expect(emails.map(({ status }) => status).sort()).toEqual(["failed", "sent", "sent"]);
    expect(accepted).toHaveLength(2);
  });
});

it("two transactions that run at once do not spend the same credits", async () => {
  const sender = await pipeline.customer(2);
  await sender.send({}, { waits: true });
  await settledLedgers(sender);
  const hold = (credits: number) =>
    `update credit_accounts set held = held + (${credits}) from customers c where c.id = customer_id and c.email = '${sender.email}'`;
  const other = await pipeline.db.connect();
  try {
    await other.query("begin");
    await other.query(hold(1));
    const sending = sender.send().then(
      () => "accepted",
      (error: unknown) => (error instanceof AppError ? error.code : error),
    );
    const isWaiting = async () =>
      (
        await pipeline.db.query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
      ).rowCount;
    await waitFor(isWaiting, { what: "the send to wait for the other transaction" });
    await other.query("commit");
    expect(await sending).toBe("insufficient_credits");
    await other.query(hold(-1));
  } finally {
    other.release(true);
  }
});

describe("one Idempotency-Key", () => {
  it("is one email and one answer", async () => {
    const sender = await pipeline.customer(100);
    const first = await sender.send({}, { key: "once", waits: true });
    const second = await sender.send({}, { key: "once", waits: true });
    expect(second.result).toEqual(first.result);
    await expectOnce(sender, 1);
  });

  it("is refused with another body", async () => {
    const sender = await pipeline.customer(100);
    await sender.send({}, { key: "other" });
    await expect(sender.send({ subject: "Other" }, { key: "other" })).rejects.toThrow("another request");
    await expectOnce(sender, 1);
  });
});

describe("the database", () => {
  it("has no transaction open while a provider is waited for", async () => {
    const sender = await pipeline.customer(100);
    await sender.send({}, { waits: true });
    await settledLedgers(sender);
    await atResend("slow", { delayMs: 800 });
    await atDodo("slow", { delayMs: 800 });
    await sender.send();
    const longest = { ms: 0 };
    const isOver = async () => {
      const { rows } = await pipeline.db.query(
        `select coalesce(max(extract(epoch from clock_timestamp() - xact_start)) * 1000, 0)::float8 as ms
         from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
      );
      longest.ms = Math.max(longest.ms, rows[0].ms);
      await untilSettled(pipeline, 0);
      return true;
    };
    await waitFor(isOver, { what: "both calls to be over" });
    expect(longest.ms).toBeLessThan(500);
  });

  it("is asked again when a COMMIT's answer is lost: what it holds is accepted", async () => {
    const sender = await pipeline.customer(100);
    await sender.send({}, { waits: true });
    await settledLedgers(sender);
    pipeline.wire.breakCommit("landed");
    const { result } = await sender.send();
    expect(result.status).toBe("queued");
    await expectOnce(sender, 2);
  });
});
