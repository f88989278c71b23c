import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerWith } from "../sending/customers";
import {
  clockShiftedBy,
  expectPromisesKept,
  refuseSerialization,
  surviveBrokenCommit,
  surviveDatabaseCrashes,
} from "../sending/database-faults";
import { startTraffic } from "../sending/traffic";
import { type OwnPostgres, startOwnPostgres } from "../support/own-postgres";
import type { Session } from "../support/sign-in";
import { type Stack, type StackOptions, startStack, testPort } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { Wire } from "../support/wire";

const ENV = { SEND_RATE_PER_MINUTE: "100000" };

describe("a database that crashes under load", () => {
  let postgres: OwnPostgres;
  let stack: Stack;
  beforeAll(async () => {
    postgres = await startOwnPostgres();
    stack = await startStack({ instances: 2, env: ENV, database: postgres.database });
  });
  afterAll(() => stack?.stop());

  it("twenty times loses nothing that was promised, and doubles nothing", () =>
    surviveDatabaseCrashes(stack, postgres, 20));
});

describe("fifty connections that break at COMMIT leave one email and one charge each", () => {
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

  const rounds = [1, 2, 3, 4, 5];
  const cases = (["lost", "landed"] as const).flatMap((fate) =>
    [0, 1, 2, 3, 4].flatMap((skip) => rounds.map((round) => ({ fate, skip, round }))),
  );
  it.each(cases)("$fate, after $skip others, round $round", ({ fate, skip, round }) =>
    surviveBrokenCommit(stack, wire, session, { fate, skip }, `${fate} ${skip} ${round}`),
  );
});

interface Condition {
  name: string;
  conflicts: number;
  options: StackOptions;
}

const CONDITIONS: Condition[] = [
  { name: "two connections each", conflicts: 0, options: { env: { ...ENV, DATABASE_POOL_MAX: "2" } } },
  { name: "5 % of the writes refused as conflicts", conflicts: 0.05, options: { env: ENV } },
  {
    name: "clocks that are five minutes apart",
    conflicts: 0,
    options: { env: ENV, instanceEnv: [clockShiftedBy(150_000), clockShiftedBy(-150_000)] },
  },
];

describe("under load, two instances lose, double, and charge for nothing with", () => {
  it.each(CONDITIONS)("$name", async ({ conflicts, options }) => {
    const stack = await startStack({ instances: 2, ...options });
    try {
      const sessions = [await customerWith(stack, "db-a", 50_000), await customerWith(stack, "db-b", 50_000)];
      const relent = await refuseSerialization(stack, conflicts);
      const traffic = startTraffic(stack, { sessions, seed: 3, perSecond: 40 });
      await waitFor(() => traffic.sendings.length >= 2_000, { timeoutMs: 120_000, what: "2,000 sends" });
      expect((await relent()) > 0).toBe(conflicts > 0);
      await expectPromisesKept(stack, traffic);
    } finally {
      await stack.stop();
    }
  });
});
