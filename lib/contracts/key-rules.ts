import { faultOfText, type TextRule } from "./text-rule";

/** Keys that can be used, per customer. Enough for one per program, few enough to look through. */
export const KEYS_MAX = 50;

export const PERMISSIONS = ["full_access", "sending_access"] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const KEY_NAME: TextRule = {
  kind: "Give the key a name.",
  isTrimmed: true,
  empty: "Give the key a name.",
  max: { chars: 50, fault: "A name takes at most 50 characters." },
  pattern: { of: /^\P{Cc}*$/u, fault: "A name is one line of text, without control characters." },
};

/** Budgets are `integer` columns. */
export const BUDGET_MAX = 2_147_483_647;
export const BUDGET_FAULTS = {
  notWhole: "Give a whole number of credits.",
  tooSmall: "A budget is at least one credit.",
  tooLarge: `A budget is at most ${BUDGET_MAX} credits.`,
};

/** What is wrong with a key's name, in words; null if nothing is. */
export function faultOfKeyName(name: string): string | null {
  return faultOfText(KEY_NAME, name);
}

/** What is wrong with a budget, in words; null if nothing is, and for none. NaN is what can't be read as a number. */
export function faultOfBudget(credits: number | null): string | null {
  if (credits === null) return null;
  if (!Number.isInteger(credits)) return BUDGET_FAULTS.notWhole;
  if (credits < 1) return BUDGET_FAULTS.tooSmall;
  return credits > BUDGET_MAX ? BUDGET_FAULTS.tooLarge : null;
}
