import path from "node:path";
import { expect, it } from "vitest";
import { firstLoads } from "@/scripts/bundle-sizes";
import { root } from "@/scripts/env-files";
import { testBuild } from "../support/build";

/**
 * Pages that are over their budget, in kB: a good part of what they have too much is zod, with which answers are read.
 * They may not grow.
 */
function ceilingOf(page: string): number | null {
  if (/^\/(dashboard|operator)/.test(page)) return 261;
  if (page.startsWith("/docs")) return 172;
  return { "/signin": 202, "/signin/confirm": 158 }[page] ?? null;
}

it("no page loads more JavaScript than its budget, or what it is known to be over it, before it is alive", () => {
  const pages = firstLoads(path.join(root, testBuild()));
  expect(pages.map(({ page }) => page)).toEqual(expect.arrayContaining(["/", "/signin", "/dashboard"]));
  expect(pages.filter(({ page, kB, budgetKB }) => kB > (ceilingOf(page) ?? budgetKB))).toEqual([]);
});
