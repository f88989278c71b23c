import { describe, expect, it } from "vitest";
import { BUDGETS, type KnownLimit, lessonOf, type Provider } from "@/lib/providers/limits";

const NOW_MS = Date.parse("2026-03-01T12:00:00Z");
const NOW_SECONDS = NOW_MS / 1_000;

const learn = (provider: Provider, status: number, headers: Record<string, string>, known = {}) =>
  lessonOf(
    provider,
    { ...BUDGETS[provider], slowedForMs: 0, ...known } satisfies KnownLimit,
    { status, header: (name) => headers[name] ?? null },
    NOW_MS,
  );

/** The most that a bucket lets through in so many seconds. */
function mostWithin(seconds: number, { burst, perSecond }: { burst: number; perSecond: number }): number {
  return Math.floor(burst + perSecond * seconds);
}

describe("Resend's stated limit is followed, down and up", () => {
  it.each([
    ["1;w=1", "1", 0.94, 1.02],
    ["2;w=1", "2", 1.88, 1.04],
    ["5; w=1", "5", 4.7, 1.1],
    ["20;w=1", "20", 18.8, 1.4],
    ["120;w=60", "120", 1.88, 1.04],
  ])("%s makes a permit every so often", (policy, limit, perSecond, burst) => {
    const lesson = learn("resend", 200, { "ratelimit-policy": policy, "ratelimit-limit": limit });
    expect(lesson).toEqual({
      budget: { burst: expect.closeTo(burst), perSecond: expect.closeTo(perSecond), forMs: null },
    });
  });

  it.each([1, 2, 3, 5, 10, 14, 15, 20, 100, 1000])("%i a second is never exceeded", (limit) => {
    const known = { perSecond: 1_000_000 };
    const lesson = learn("resend", 200, { "ratelimit-limit": `${limit}` }, known);
    expect(mostWithin(1, lesson?.budget ?? { burst: 1e6, perSecond: 1e6 })).toBeLessThanOrEqual(limit);
  });

  it("is nothing new when it is known: the steady state writes nothing", () => {
    const headers = { "ratelimit-policy": "10;w=1", "ratelimit-limit": "10", "ratelimit-remaining": "0" };
    expect(learn("resend", 200, headers)).toBeNull();
    expect(learn("resend", 200, { "ratelimit-limit": "2" }, { perSecond: 2 * 0.94 })).toBeNull();
  });

  it("waits for the window after a 429 that names no wait", () => {
    const headers = { "ratelimit-limit": "10", "ratelimit-remaining": "0", "ratelimit-reset": "1" };
    expect(learn("resend", 429, headers)).toEqual({ pauseMs: 1_000 });
    expect(learn("resend", 429, { ...headers, "retry-after": "1" })).toBeNull();
  });
});

describe("what can't be believed changes nothing", () => {
  const RUBBISH = ["", "-5", "NaN", "1000000000", "Sun, 01 Mar 2026 12:00:00 GMT", "2.5", "1e3", "0", "ten"];

  it.each(RUBBISH)("ratelimit-limit: %j", (text) => {
    expect(learn("resend", 200, { "ratelimit-limit": text })).toBeNull();
    expect(learn("resend", 200, { "ratelimit-limit": "2", "ratelimit-policy": text })).toBeNull();
  });

  it.each(["10;w=86400", "10;w=0", "0;w=1", "10", "10;w=1, 100;w=60", "9;w=1"])(
    "ratelimit-policy: %j beside a limit of 10",
    (policy) => {
      expect(
        learn("resend", 200, { "ratelimit-policy": policy, "ratelimit-limit": "10" }, { perSecond: 1 }),
      ).toBeNull();
    },
  );

  it.each(RUBBISH)("x-ratelimit-limit: %j", (text) => {
    expect(learn("dodo", 200, { "x-ratelimit-limit": text, "x-ratelimit-remaining": "0" })).toBeNull();
  });

  it.each(RUBBISH.filter((text) => text !== "0"))("x-ratelimit-remaining: %j", (text) => {
    expect(learn("dodo", 200, { "x-ratelimit-limit": "1", "x-ratelimit-remaining": text })).toBeNull();
  });

  it.each(RUBBISH.filter((text) => text !== "0"))("x-ratelimit-reset: %j only slows down", (text) => {
    const headers = { "x-ratelimit-limit": "1", "x-ratelimit-remaining": "0", "x-ratelimit-reset": text };
    expect(learn("dodo", 200, headers)).toEqual({ slowedForMs: 30_000, pauseMs: 1_000 });
  });
});

describe("Dodo's headers, which may speak of either limit, never raise a budget", () => {
  it.each(["2", "40", "100", "240", "5000"])("a limit of %s that is not used up is nothing", (limit) => {
    const headers = { "x-ratelimit-limit": limit, "x-ratelimit-remaining": "1", "x-ratelimit-reset": "1" };
    expect(learn("dodo", 200, headers)).toBeNull();
    expect(learn("dodo", 200, headers, { burst: 1, perSecond: 0.1 })).toBeNull();
  });

  const usedUp = (limit: number, reset: string, known = {}) =>
    learn(
      "dodo",
      200,
      {
        "x-ratelimit-limit": `${limit}`,
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": reset,
      },
      known,
    );

  const LIMITS = [1, 2, 5, 10, 30, 60, 240];

  it.each(LIMITS)("a used up limit of %i with a far reset is kept to per minute", (limit) => {
    const lesson = usedUp(limit, `${NOW_SECONDS + 45}`);
    const budget = lesson?.budget ?? BUDGETS.dodo;
    expect(lesson).toMatchObject({ pauseMs: 45_000, budget: { forMs: 600_000 } });
    expect(mostWithin(60, budget)).toBeLessThanOrEqual(limit);
    expect(budget.burst).toBeLessThanOrEqual(BUDGETS.dodo.burst);
    expect(budget.perSecond).toBeLessThanOrEqual(BUDGETS.dodo.perSecond);
  });

  it.each(LIMITS.filter((limit) => limit <= 30))(
    "a used up limit of %i with a near reset is kept to per second",
    (limit) => {
      const lesson = usedUp(limit, `${NOW_SECONDS + 1}`);
      expect(lesson).toMatchObject({ pauseMs: 1_000, budget: { forMs: 600_000 } });
      expect(mostWithin(1, lesson?.budget ?? BUDGETS.dodo)).toBeLessThanOrEqual(limit);
    },
  );

  it("a limit that is kept to already may be used up, but a 429 is waited out", () => {
    expect(usedUp(40, `${NOW_SECONDS + 1}`)).toBeNull();
    expect(usedUp(1_000, `${NOW_SECONDS + 45}`)).toBeNull();
    const headers = {
      "x-ratelimit-limit": "1000",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "45",
    };
    expect(learn("dodo", 429, headers)).toEqual({
      budget: { ...BUDGETS.dodo, forMs: 600_000 },
      pauseMs: 45_000,
    });
  });

  it("a lower budget that is known stays lower", () => {
    const known = { burst: 2, perSecond: 0.5 };
    expect(usedUp(240, `${NOW_SECONDS + 45}`, known)).toBeNull();
    expect(usedUp(20, `${NOW_SECONDS + 45}`, known)?.budget?.burst).toBe(2);
  });

  it("a reset may be seconds from now, and a clock that is five minutes off does not matter", () => {
    expect(usedUp(60, "45")?.pauseMs).toBe(45_000);
    const dodoNow = NOW_MS + 300_000;
    const headers = {
      "x-ratelimit-limit": "60",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": `${dodoNow / 1_000 + 30}`,
      date: new Date(dodoNow).toUTCString(),
    };
    expect(learn("dodo", 429, headers)?.pauseMs).toBe(30_000);
  });

  it("a 429 beside headers of the limit that is not used up slows down", () => {
    const headers = { "x-ratelimit-limit": "40", "x-ratelimit-remaining": "39", "x-ratelimit-reset": "1" };
    expect(learn("dodo", 429, headers)).toEqual({ slowedForMs: 30_000 });
  });
});

describe.each(["dodo", "resend"] as const)("a 429 of %s that does not name the limit", (provider) => {
  it("slows the line down beside the wait that it asks for", () => {
    expect(learn(provider, 429, { "retry-after": "7" })).toEqual({ slowedForMs: 30_000 });
  });

  it("halves the speed, three times at the most, step by step", () => {
    expect(learn(provider, 429, {})).toEqual({ slowedForMs: 30_000 });
    expect(learn(provider, 429, {}, { slowedForMs: 12_000 })).toEqual({ slowedForMs: 60_000 });
    expect(learn(provider, 429, {}, { slowedForMs: 45_000 })).toEqual({ slowedForMs: 90_000 });
    expect(learn(provider, 429, {}, { slowedForMs: 61_000 })).toEqual({ slowedForMs: 90_000 });
  });

  it("counts once with those that were under way beside it", () => {
    expect(learn(provider, 429, {}, { slowedForMs: 29_900 })).toBeNull();
    expect(learn(provider, 429, {}, { slowedForMs: 88_000 })).toBeNull();
  });
});
