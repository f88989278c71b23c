import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { learnLimit, lineWorks, pauseLine, stopLine } from "@/lib/providers/answers";
import { BUDGETS } from "@/lib/providers/limits";
import { type Permit, type Priority, pauseLeftMs, reserveFor, takePermit } from "@/lib/providers/line";
import { readLine } from "@/lib/providers/line-row";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

let database: InProcessDatabase;
let db: InProcessDatabase["db"];

beforeAll(async () => {
  database = await openInProcessDatabase();
  db = database.db;
});
afterAll(() => database?.close());

/** A full bucket that does not fill by itself: its rate is as good as nothing, so that a slow machine changes nothing. */
beforeEach(async () => {
  await db.query(`update provider_lines set tokens = 30, refilled_at = clock_timestamp(), burst = 30, per_second = 0.000001,
    learned_until = null, slowed_until = null, paused_until = null, paused_reason = null, stopped_since = null`);
  await Promise.all([readLine("dodo"), readLine("resend")]);
});

const take = (priority: Priority) => takePermit("dodo", priority);
const fill = (tokens: number) =>
  db.query("update provider_lines set tokens = $1, refilled_at = clock_timestamp() where provider = 'dodo'", [
    tokens,
  ]);
const setLine = (columns: string) => db.query(`update provider_lines set ${columns} where provider = 'dodo'`);
const ORDER: Priority[] = [
  "read-for-display",
  "read-for-page",
  "read-for-send",
  "capture",
  "news",
  "checkout",
];

async function takeAll(priority: Priority): Promise<number> {
  for (let taken = 0; ; taken++) if (!(await take(priority)).granted) return taken;
}

function refused(permit: Permit): Extract<Permit, { granted: false }> {
  if (permit.granted) throw new Error("The permit was granted.");
  return permit;
}

describe("who comes later in the order leaves something to who comes before", () => {
  it("however many ask: reads for a screen, lists for a page, reads for a send, captures, news, checkouts", async () => {
    const taken = [];
    for (const priority of ORDER) taken.push(await takeAll(priority));
    expect(taken).toEqual([10, 4, 2, 12, 1, 1]);
  });

  it.each([1, 1.5, 3, 10])(
    "in a bucket of %d as well, and nobody is left out when it is full",
    async (burst) => {
      await setLine(`burst = ${burst}`);
      for (const priority of ORDER) {
        await fill(burst);
        expect(await takeAll(priority)).toBeGreaterThanOrEqual(1);
      }
      if (burst < 3) return;
      await fill(burst);
      await takeAll("read-for-display");
      expect((await take("checkout")).granted).toBe(true);
    },
  );

  it("so a stream of reads does not keep captures from their share", async () => {
    await setLine("per_second = 50");
    await fill(0);
    let isOver = false;
    const reads = Array.from({ length: 6 }, async () => {
      while (!isOver) await take("read-for-display");
    });
    // Each finds one at once, or when the bucket has filled for as long as it was told.
    for (let captures = 0; captures < 40; captures++) {
      const permit = await take("capture");
      if (permit.granted) continue;
      expect(permit.waitMs).toBeLessThanOrEqual(60);
      await new Promise((resolve) => setTimeout(resolve, permit.waitMs));
      expect((await take("capture")).granted).toBe(true);
    }
    isOver = true;
    await Promise.all(reads);
  });
});

describe("the wait that a refused caller is told", () => {
  it.each(ORDER)("is as long as it takes to fill the bucket for a %s", async (priority) => {
    // Ten seconds for one: slow enough that the time which a statement takes does not matter.
    await setLine("per_second = 0.1");
    await fill(0);
    const { waitMs } = refused(await take(priority));
    expect(waitMs).toBeGreaterThan((1 + reserveFor(priority)) * 10_000 - 5_000);
    // Time passes in the row.
    const pass = (ms: number) => setLine(`refilled_at = refilled_at - ${ms} * interval '1 millisecond'`);
    await pass(waitMs - 5_000);
    expect((await take(priority)).granted).toBe(false);
    await pass(5_000);
    expect((await take(priority)).granted).toBe(true);
  });

  it("lasts until the pause ends, and no longer when the pause is lifted", async () => {
    await pauseLine("dodo", 60_000, "asked to");
    const { waitMs, pausedReason } = refused(await take("capture"));
    expect(waitMs).toBeGreaterThan(59_000);
    expect(pausedReason).toBe("asked to");
    expect(await pauseLeftMs("dodo")).toBeGreaterThan(59_000);
    await setLine("paused_until = clock_timestamp() + interval '1 second'");
    expect(await pauseLeftMs("dodo")).toBeLessThanOrEqual(1_000);
    await setLine("paused_until = null");
    expect(await pauseLeftMs("dodo")).toBe(0);
    expect((await take("capture")).granted).toBe(true);
  });
});

describe("a stopped line", () => {
  const endPause = (secondsAgo: number) =>
    setLine(`paused_until = clock_timestamp() - ${secondsAgo} * interval '1 second'`);

  it("refuses everybody, and lets one call try when the pause has ended", async () => {
    await stopLine("dodo", "wrong key");
    for (const priority of ORDER) expect(refused(await take(priority)).pausedReason).toBe("wrong key");
    await endPause(0);
    const trials = await Promise.all(Array.from({ length: 20 }, () => take("capture")));
    expect(trials.filter(({ granted }) => granted)).toHaveLength(1);
  });

  it("is tried by captures first, and by others if none came", async () => {
    await stopLine("dodo", "a key that may not write");
    await endPause(1);
    for (const priority of ORDER.filter((one) => one !== "capture"))
      expect((await take(priority)).granted).toBe(false);
    await endPause(16);
    expect((await take("read-for-display")).granted).toBe(true);
  });

  it("is opened by a call that left after the stop and was answered, by no other", async () => {
    await stopLine("dodo", "wrong key");
    await lineWorks("dodo", 60_000);
    expect((await readLine("dodo")).stoppedSince).not.toBeNull();
    await lineWorks("dodo", 0);
    expect(await readLine("dodo")).toMatchObject({ stoppedSince: null, pausedForMs: 0, pausedReason: null });
    expect((await take("capture")).granted).toBe(true);
  });

  it("stays stopped since the first refusal, for its reason, when others follow or a wait is asked for", async () => {
    await stopLine("dodo", "wrong key");
    const { stoppedSince } = await readLine("dodo");
    await stopLine("dodo", "wrong key");
    await pauseLine("dodo", 1_000, "too many requests");
    expect(await readLine("dodo")).toMatchObject({ stoppedSince, pausedReason: "wrong key" });
  });
});

describe("what an answer teaches", () => {
  const says = (status: number, headers: Record<string, string> = {}) =>
    learnLimit("resend", { status, header: (name) => headers[name] ?? null });
  const resend = (columns: string) =>
    db.query(`update provider_lines set ${columns} where provider = 'resend'`);

  it("is written once, and nothing is written when it is known", async () => {
    await says(200, { "ratelimit-limit": "2" });
    expect((await readLine("resend")).perSecond).toBeCloseTo(1.88);
    // A write would fail.
    await db.query("alter table provider_lines add constraint no_write check (per_second < 1) not valid");
    try {
      await says(200, { "ratelimit-limit": "2" });
    } finally {
      await db.query("alter table provider_lines drop constraint no_write");
    }
    expect((await readLine("resend")).perSecond).toBeCloseTo(1.88);
  });

  it("ends when it was believed for long enough", async () => {
    await resend("per_second = 1, learned_until = clock_timestamp() - interval '1 second'");
    expect(await readLine("resend")).toMatchObject(BUDGETS.resend);
  });

  it("makes the bucket half as fast for each 429 that says nothing, and gives the speed back in time", async () => {
    const emptied = "tokens = 0, refilled_at = clock_timestamp()";
    const waitMs = async () => refused(await takePermit("resend")).waitMs;
    await resend(`burst = 1, per_second = 0.1, ${emptied}`);
    expect(await waitMs()).toBeLessThanOrEqual(10_000);
    await says(429);
    await resend(emptied);
    const slowedMs = await waitMs();
    expect(slowedMs).toBeGreaterThan(15_000);
    expect(slowedMs).toBeLessThanOrEqual(20_000);
    await resend(`slowed_until = clock_timestamp() - interval '1 second', ${emptied}`);
    expect(await waitMs()).toBeLessThanOrEqual(10_000);
  });
});
