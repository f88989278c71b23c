import { describe, expect, it } from "vitest";
import { nextExpiry, type Portion, toPortions } from "@/components/balance/portions";
import { findRunway } from "@/components/balance/runway";
import type { UsableGrant } from "@/lib/contracts/billing";

const now = new Date("2026-11-23T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
const portion = (credits: number, expiresAt: string | null = null): Portion => ({
  id: `${credits}`,
  source: "topup",
  credits,
  expiresAt,
});
/** Thirty days up to today with these credits on the last of them. */
const days = (...last: number[]) =>
  [...Array(30 - last.length).fill(0), ...last].map((credits, index) => ({
    date: new Date(Date.UTC(2026, 9, 25 + index)).toISOString().slice(0, 10),
    emails: credits,
    credits,
  }));
/** A hundred on each of eight days, and something else today. */
const steady = days(100, 100, 100, 100, 100, 100, 100, 100, 7);
const plan = (renewsAt: string, cancels = false) =>
  ({ key: "plan", status: "active", renews_at: renewsAt, cancels_at_period_end: cancels }) as const;

describe("the runway", () => {
  it.each([
    ["nothing to spend", steady, [], null],
    ["nothing sent", days(), [portion(100)], null],
    ["sending since yesterday only", days(100, 5), [portion(100)], null],
    ["sending for exactly seven days", days(9, 9, 9, 9, 9, 9, 9, 9), [portion(100)], { at: inDays(100 / 9) }],
    ["two busy days in a week", days(50, 0, 0, 0, 50, 0, 0, 50, 0), [portion(100)], null],
    [
      "three busy days in a week",
      days(50, 0, 7, 0, 7, 0, 0, 7, 0),
      [portion(9)],
      { at: inDays(3), perDay: 3 },
    ],
    ["a steady use", steady, [portion(300)], { end: "spent", at: inDays(3), perDay: 100 }],
    ["today not counted", days(...Array(8).fill(100), 9_999), [portion(300)], { perDay: 100 }],
    ["credits that expire first", steady, [portion(300, inDays(2))], { end: "expired", at: inDays(2) }],
    [
      "one grant after the other",
      steady,
      [portion(300, inDays(9)), portion(200, inDays(9))],
      { end: "spent", at: inDays(5) },
    ],
    [
      "a grant that expires while another is spent",
      steady,
      [portion(500, inDays(9)), portion(200, inDays(4))],
      { end: "spent", at: inDays(5) },
    ],
    [
      "a grant that expires under way, and the next one",
      steady,
      [portion(500, inDays(2)), portion(300, inDays(20))],
      { end: "spent", at: inDays(5) },
    ],
  ])("with %s", (_name, used, portions, expected) => {
    const runway = findRunway({ days: used, portions, plan: null, now });
    if (expected === null) expect(runway).toBeNull();
    else expect(runway && { ...runway, at: runway.at.toISOString() }).toMatchObject(expected);
  });

  it.each([
    ["that renews before they are spent", plan(inDays(2)), "renewed", 2],
    ["that renews at that moment", plan(inDays(3)), "renewed", 3],
    ["that renews too late", plan(inDays(4)), "spent", 3],
    ["that is cancelled", plan(inDays(2), true), "spent", 3],
    ["whose renewal has passed unheard", plan(inDays(-1)), "spent", 3],
    ["that is past due", { ...plan(inDays(2)), status: "past_due" as const }, "spent", 3],
  ])("with a plan %s", (_name, itsPlan, end, at) => {
    const runway = findRunway({ days: steady, portions: [portion(300)], plan: itsPlan, now });
    expect([runway?.end, runway?.at.toISOString()]).toEqual([end, inDays(at)]);
  });
});

describe("what is left of grants", () => {
  const grant = (id: string, remaining: number, expiresAt: string | null = null): UsableGrant => ({
    id,
    source: "topup",
    granted: 5_000,
    remaining,
    expires_at: expiresAt,
    created_at: inDays(-9),
  });
  it.each([
    [
      "as they were read",
      300,
      [
        ["a", 100],
        ["b", 200],
      ],
    ],
    [
      "some used since",
      250,
      [
        ["a", 50],
        ["b", 200],
      ],
    ],
    ["more used than the first had", 120, [["b", 120]]],
    ["all used", 0, []],
    ["less than nothing", -40, []],
    [
      "some arrived since",
      310,
      [
        ["a", 100],
        ["b", 200],
        ["arrived", 10],
      ],
    ],
  ])("%s", (_name, available, expected) => {
    const portions = toPortions([grant("a", 100), grant("b", 200)], available);
    expect(portions.map(({ id, credits }) => [id, credits])).toEqual(expected);
  });

  it("says how many of them expire first, and when", () => {
    const dayOf = (iso: string) => iso.slice(0, 10);
    expect(nextExpiry([portion(5), portion(7)], dayOf)).toBeNull();
    const mixed = [portion(5, inDays(4)), portion(7, inDays(2.1)), portion(8, inDays(2)), portion(9)];
    expect(nextExpiry(mixed, dayOf)).toEqual({ credits: 15, at: inDays(2) });
  });
});
