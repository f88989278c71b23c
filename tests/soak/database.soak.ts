import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerWith } from "../sending/customers";
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
} from "../sending/database-faults";
import { startTraffic } from "../sending/traffic";
import { type StackOptions, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

describe("a database that crashes under load", () => {
  let started: Awaited<ReturnType<typeof startCrashableStack>>;
  beforeAll(async () => {
    started = await startCrashableStack();
  });
  afterAll(() => started?.stack.stop());

  it("twenty times loses nothing that was promised, and doubles nothing", () =>
    surviveDatabaseCrashes(started.stack, started.postgres, 20));
});

describe("fifty connections that break at COMMIT leave one email and one charge each", () => {
  let wired: WiredStack;
  beforeAll(async () => {
    wired = await startWiredStack();
  });
  afterAll(() => wired?.stop());

  const rounds = [1, 2, 3, 4, 5];
  const cases = (["lost", "landed"] as const).flatMap((fate) =>
    [0, 1, 2, 3, 4].flatMap((skip) => rounds.map((round) => ({ fate, skip, round }))),
  );
  it.each(cases)("$fate, after $skip others, round $round", ({ fate, skip, round }) =>
    surviveBrokenCommit(wired, { fate, skip }, `${fate} ${skip} ${round}`),
  );
});

interface Condition {
  name: string;
  conflicts: number;
  options: StackOptions;
}

const CONDITIONS: Condition[] = [
  { name: "two connections each", conflicts: 0, options: { env: { ...UNLIMITED, DATABASE_POOL_MAX: "2" } } },
  { name: "5 % of the writes refused as conflicts", conflicts: 0.05, options: { env: UNLIMITED } },
  {
    name: "clocks that are five minutes apart",
    conflicts: 0,
    options: { env: UNLIMITED, instanceEnv: [clockShiftedBy(150_000), clockShiftedBy(-150_000)] },
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
