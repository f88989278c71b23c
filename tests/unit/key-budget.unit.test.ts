import { expect, it } from "vitest";
import { isWithinBudget } from "@/lib/keys/budget";

it.each([
  ["no budget at all", null, null, { today: 9_999, month: 99_999 }, 50, "ok"],
  ["exactly the rest of the day", 100, null, { today: 60, month: 60 }, 40, "ok"],
  ["one more than the rest of the day", 100, null, { today: 60, month: 60 }, 41, "daily"],
  ["exactly the rest of the month", null, 500, { today: 0, month: 499 }, 1, "ok"],
  ["one more than the rest of the month", null, 500, { today: 0, month: 500 }, 1, "monthly"],
  ["a day that is used up in a month that is not", 100, 500, { today: 100, month: 100 }, 1, "daily"],
  ["both used up, when tomorrow does not help", 100, 500, { today: 100, month: 500 }, 1, "monthly"],
  ["a budget that was lowered under what is used", 10, null, { today: 60, month: 60 }, 1, "daily"],
] as const)("a key with %s", (_name, dailyCredits, monthlyCredits, used, credits, answer) => {
  expect(isWithinBudget({ dailyCredits, monthlyCredits }, used, credits)).toBe(answer);
});
