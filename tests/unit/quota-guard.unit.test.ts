import { expect, it } from "vitest";
import { quotaGuard } from "@/lib/operator/quota-guard";

it.each([
  ["says nothing without a plan", null, 100, 100, "unknown"],
  ["is content while all can be delivered", 50_000, 10_000, 40_000, "ok"],
  ["warns as soon as one credit could not", 50_000, 10_000, 40_001, "warn"],
  ["warns when the plan is used up, whatever is outstanding", 50_000, 50_000, 0, "warn"],
])("the guard of the plan at Resend %s", (_name, planEmails, usedThisMonth, outstanding, level) => {
  expect(quotaGuard({ planEmails, usedThisMonth, outstanding }).level).toBe(level);
});
