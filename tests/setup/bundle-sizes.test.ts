import path from "node:path";
import { expect, it } from "vitest";
import { firstLoads } from "@/scripts/bundle-sizes";
import { root } from "@/scripts/env-files";
import { testBuild } from "@/scripts/test-build";

it("no page loads more JavaScript than its budget before it is alive", () => {
  const pages = firstLoads(path.join(root, testBuild()));
  expect(pages.map(({ page }) => page)).toEqual(expect.arrayContaining(["/", "/signin", "/dashboard"]));
  expect(pages.filter(({ kB, budgetKB }) => kB > budgetKB)).toEqual([]);
});
