import type { Suite } from "./mutant";

/** Who notices: tests that need no production build. */

export const rules = (name: string): Suite => ({
  project: "integration",
  file: "tests/sending/rules.test.ts",
  name,
});
export const unit = (file: string): Suite => ({ project: "unit", file: `tests/unit/${file}.unit.test.ts` });
export const delivery = (name: string): Suite => ({
  project: "integration",
  file: "tests/webhooks/delivery-load.test.ts",
  name,
});
export const keys = (name: string): Suite => ({
  project: "integration",
  file: "tests/routes/keys.test.ts",
  name,
});
export const api = (file: string, name: string): Suite => ({
  project: "integration",
  file: `tests/api/${file}.test.ts`,
  name,
});
export const mirror: Suite = { project: "integration", file: "tests/credits/mirror.test.ts" };
