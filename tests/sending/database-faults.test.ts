import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OwnPostgres, startOwnPostgres } from "../support/own-postgres";
import type { Session } from "../support/sign-in";
import { type Stack, startStack, testPort } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { Wire } from "../support/wire";
import { customerWith } from "./customers";
import {
  clockShiftedBy,
  expectPromisesKept,
  refuseSerialization,
  surviveBrokenCommit,
  surviveDatabaseCrashes,
} from "./database-faults";
import { startTraffic } from "./traffic";

const TIMEOUT_MS = 180_000;
const ENV = { SEND_RATE_PER_MINUTE: "100000" };

describe("a database that crashes under load", { timeout: TIMEOUT_MS }, () => {
  let postgres: OwnPostgres;
  let stack: Stack;
  beforeAll(async () => {
    postgres = await startOwnPostgres();
    stack = await startStack({ instances: 2, env: ENV, database: postgres.database });
  });
  afterAll(() => stack?.stop());

  it("loses nothing that was promised, and doubles nothing", () =>
    surviveDatabaseCrashes(stack, postgres, 2));
});

describe("a connection that breaks at COMMIT", () => {
  let stack: Stack;
  let wire: Wire;
  let session: Session;
  beforeAll(async () => {
    stack = await startStack({ env: ENV });
    wire = new Wire(await testPort(), new URL(stack.databaseUrl));
    await wire.open();
    session = await customerWith(stack, "commit", 1_000);
    await stack.restart(0, { DATABASE_URL: wire.url });
  });
  afterAll(async () => {
    await wire?.cut();
    await stack?.stop();
  });

  it.each([
    { fate: "lost", skip: 0 },
    { fate: "landed", skip: 0 },
    { fate: "lost", skip: 2 },
    { fate: "landed", skip: 2 },
  ] as const)("$fate, after $skip others, leaves one email and one charge", ({ fate, skip }) =>
    surviveBrokenCommit(stack, wire, session, { fate, skip }, `${fate} ${skip}`),
  );

  it("and whose COMMIT is carried out late is never reported as nothing charged", async () => {
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
      env: { ...ENV, DATABASE_POOL_MAX: "2" },
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
