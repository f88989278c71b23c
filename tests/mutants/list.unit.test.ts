import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { root } from "@/scripts/env-files";
import { MUTANTS } from "./list";
import { mutate } from "./mutant";

/** The rules that make sending safe are numbered so. */
const NUMBERED_RULES = [1, 2, 3, 4, 5, 6, 7, 8, 9];

it.each(MUTANTS)("the source has a place for the mutant “$name”", ({ edits }) => {
  for (const edit of edits) {
    const text = readFileSync(`${root}/${edit.file}`, "utf8");
    expect(mutate(text, edit)).not.toBe(text);
  }
});

it("every rule has a mutant", () => {
  for (const number of NUMBERED_RULES)
    expect(MUTANTS.some(({ rule }) => rule.startsWith(`${number} `))).toBe(true);
});

it("a mutant whose place is gone is refused", () => {
  expect(() => mutate("a b", { file: "x.ts", find: "c", replace: "d" })).toThrow("0 places");
  expect(() => mutate("b b", { file: "x.ts", find: "b", replace: "d" })).toThrow("2 places");
});
