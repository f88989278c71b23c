import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { customerWith } from "./customers";
import {
  clockShiftedBy,
  expectPromisesKept,
  refuseSerialization,
  startCrashableStack,
  startWiredStack,
  surviveBrokenCommit,
  surviveDatabaseCrashes,
  UNLIMITED,
  type WiredStack,
} from "./database-faults";
import { startTraffic } from "./traffic";

const TIMEOUT_MS = 180_000;

describe("a database that crashes under load", { timeout: TIMEOUT_MS }, () => {
  let started: Awaited<ReturnType<typeof startCrashableStack>>;
  beforeAll(async () => {
    started = await startCrashableStack();
  });
  afterAll(() => started?.stack.stop());

  it("loses nothing that was promised, and doubles nothing", () =>
    surviveDatabaseCrashes(started.stack, started.postgres, 2));
});

describe("a connection that breaks at COMMIT", () => {
  let wired: WiredStack;
  beforeAll(async () => {
    wired = await startWiredStack();
  });
  afterAll(() => wired?.stop());

  it.each([
    { fate: "lost", skip: 0 },
    { fate: "landed", skip: 0 },
    { fate: "lost", skip: 2 },
    { fate: "landed", skip: 2 },
  ] as const)("$fate, after $skip others, leaves one email and one charge", ({ fate, skip }) =>
    surviveBrokenCommit(wired, { fate, skip }, `${fate} ${skip}`),
  );

  it("and whose COMMIT is carried out late is never reported as nothing charged", async () => {
    const { stack, wire, session } = wired;
    wire.breakCommit("late");
    const subject = "late";
    const answer = await session.post(
      "/api/send",
      { to: "delivered@resend.dev", subject, text: "Once." },
      { "Idempotency-Key": subject, Prefer: "respond-async" },
    );
    await waitFor(() => wire.hasBroken, { what: "the COMMIT to break" });
    const isStored = async () =>
      (await stack.db.query("select 1 from emails where subject = $1", [subject])).rowCount === 1;
    await waitFor(isStored, { what: "the COMMIT to be carried out" });
    expect(await answer.text()).not.toContain("Nothing was charged");
  });
});

describe("under load, nothing is lost, doubled, or charged for nothing", { timeout: TIMEOUT_MS }, () => {
  it("with two connections for each of two instances whose clocks are five minutes apart, and 5 % conflicts", async () => {
    const stack = await startStack({
      instances: 2,
      env: { ...UNLIMITED, DATABASE_POOL_MAX: "2" },
      instanceEnv: [clockShiftedBy(150_000), clockShiftedBy(-150_000)],
    });
    try {
      const sessions = [
        await customerWith(stack, "skew-a", 5_000),
        await customerWith(stack, "skew-b", 5_000),
      ];
      const relent = await refuseSerialization(stack, 0.05);
      const traffic = startTraffic(stack, { sessions, seed: 2, perSecond: 30 });
      await waitFor(() => traffic.sendings.length >= 150, { timeoutMs: 30_000, what: "150 sends" });
      expect(await relent()).toBeGreaterThan(0);
      await expectPromisesKept(stack, traffic);
    } finally {
      await stack.stop();
    }
  });
});
