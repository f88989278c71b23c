import { describe, expect, it } from "vitest";
import { runOut } from "@/lib/credits/run-out";

const now = new Date("2026-03-01T00:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const at = { held: 0, perDay: 100, now };

describe("how long credits last at a pace", () => {
  it.each([
    ["nothing", [], null],
    ["one portion", [{ remaining: 500, expiresAt: inDays(30) }], { until: inDays(5), unused: 0 }],
    [
      "one after the other",
      [
        { remaining: 500, expiresAt: inDays(30) },
        { remaining: 200, expiresAt: inDays(30) },
      ],
      { until: inDays(7), unused: 0 },
    ],
    [
      "not past their expiry",
      [{ remaining: 5_000, expiresAt: inDays(30) }],
      { until: inDays(30), unused: 2_000 },
    ],
    [
      "what is left of the first when it expires is not the second's",
      [
        { remaining: 500, expiresAt: inDays(2) },
        { remaining: 300, expiresAt: inDays(30) },
      ],
      { until: inDays(5), unused: 300 },
    ],
    [
      "a portion whose turn never comes is lost as a whole",
      [
        { remaining: 1_000, expiresAt: inDays(30) },
        { remaining: 300, expiresAt: inDays(4) },
      ],
      { until: inDays(10), unused: 300 },
    ],
    ["without an end", [{ remaining: 500, expiresAt: null }], { until: inDays(5), unused: 0 }],
  ])("%s", (_label, portions, expected) => {
    expect(runOut(portions, at)).toEqual(expected);
  });

  it("what is held is as good as spent, of the first portions", () => {
    const portions = [
      { remaining: 300, expiresAt: inDays(30) },
      { remaining: 400, expiresAt: inDays(30) },
    ];
    expect(runOut(portions, { ...at, held: 500 })).toEqual({ until: inDays(2), unused: 0 });
    expect(runOut(portions, { ...at, held: 700 })).toBeNull();
  });

  it("a pace of almost nothing ends somewhere", () => {
    const { until } = runOut([{ remaining: 5_000, expiresAt: null }], { ...at, perDay: 0.001 }) ?? {};
    expect(until?.getTime()).toBeLessThan(inDays(4_000).getTime());
  });
});
