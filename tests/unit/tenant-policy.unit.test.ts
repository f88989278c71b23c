import { describe, expect, it } from "vitest";
import { type Bounds, dailyCap, isGrown, judge, quotaLeft } from "@/lib/tenants/policy";

describe("bounces and complaints are judged by their share, once there are enough emails", () => {
  it.each([
    ["nothing sent", 0, 0, 0, "good"],
    ["all of a few bounced", 499, 499, 0, "good"],
    ["enough emails, few bounces", 500, 9, 0, "good"],
    ["half of the limit for bounces", 500, 10, 0, "slow bounces"],
    ["just under the limit for bounces", 1_000, 39, 0, "slow bounces"],
    ["the limit for bounces", 1_000, 40, 0, "pause bounces"],
    ["one angry reader of few", 500, 0, 1, "good"],
    ["two of five hundred", 500, 0, 2, "slow complaints"],
    ["three of five hundred", 500, 0, 3, "pause complaints"],
    ["three of many", 100_000, 0, 3, "good"],
    ["half of the limit for complaints", 5_000, 0, 2, "slow complaints"],
    ["the limit for complaints", 5_000, 0, 4, "pause complaints"],
    ["too many of both", 1_000, 100, 10, "pause complaints"],
    ["complaints that slow down, bounces that pause", 5_000, 250, 2, "pause bounces"],
  ])("%s", (_name, sent, bounced, complained, expected) => {
    const verdict = judge({ sent, bounced, complained });
    expect(verdict.kind === "good" ? "good" : `${verdict.kind} ${verdict.cause}`).toBe(expected);
  });

  it("and the reason is a sentence with the numbers", () => {
    expect(judge({ sent: 1_000, bounced: 52, complained: 0 })).toMatchObject({
      reason: "52 of your last 1,000 emails bounced (5.2 %; the limit is 4 %).",
    });
    expect(judge({ sent: 5_000, bounced: 0, complained: 4 })).toMatchObject({
      reason: "4 recipients of your last 5,000 emails marked them as spam (0.08 %; the limit is 0.08 %).",
    });
  });
});

const free: Bounds = {
  isPaused: false,
  dailyCredits: null,
  isNew: false,
  isSlowed: false,
  delivered: 0,
  firstDayCredits: 1_000,
};

describe("a daily limit", () => {
  it.each([
    ["does not bound who is not new", {}, null],
    ["bounds the first day", { isNew: true }, 1_000],
    ["grows with what was delivered", { isNew: true, delivered: 1_500 }, 3_000],
    ["never falls under the first day's", { isNew: true, delivered: 10 }, 1_000],
    ["goes with a history", { isNew: true, delivered: 5_000 }, null],
    ["is low for who is slowed down", { isSlowed: true }, 200],
    ["is the lower of two", { isSlowed: true, isNew: true }, 200],
    ["is an operator's if there is one", { isSlowed: true, isNew: true, dailyCredits: 7_000 }, 7_000],
    ["of nothing for the new is none", { isNew: true, firstDayCredits: 0 }, null],
  ])("%s", (_name, bounds, expected) => expect(dailyCap({ ...free, ...bounds })).toBe(expected));

  it("leaves what was not used of it, nothing while sending is paused, and is no bound if there is none", () => {
    expect(quotaLeft(false, 1_000, 300)).toBe(700);
    expect(quotaLeft(false, 1_000, 1_300)).toBe(0);
    expect(quotaLeft(false, null, 1_300)).toBeNull();
    expect(quotaLeft(true, null, 0)).toBe(0);
    expect(quotaLeft(true, 1_000, 0)).toBe(0);
  });

  it("ends with five first days' worth of delivered emails", () => {
    expect(isGrown({ delivered: 4_999, firstDayCredits: 1_000 })).toBe(false);
    expect(isGrown({ delivered: 5_000, firstDayCredits: 1_000 })).toBe(true);
  });
});
