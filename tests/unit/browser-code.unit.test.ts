import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const IMPORT =
  /(?:^|\n)(?:import|export)\s+(?!type\b)(?:([^"';]*?)\s+from\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/g;

/** What a file imports to run, without what it imports for types alone. */
function importsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(IMPORT)]
    .filter(([, names]) => !names || !/^\{(\s*type\s+[\w\s]+,?)+\s*\}$/.test(names))
    .map(([, , fixed, lazy]) => fixed ?? lazy ?? "");
}

/** The file of this repository that is imported; null for a package. */
function fileOf(from: string, specifier: string): string | null {
  if (!/^(@\/|\.)/.test(specifier)) return null;
  const path = specifier.startsWith("@/")
    ? join(ROOT, specifier.slice(2))
    : resolve(dirname(from), specifier);
  return [".ts", ".tsx"].map((ending) => path + ending).find(existsSync) ?? null;
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(ROOT, folder, name));
}

/** How code for the browser comes to import a package, from the file that says "use client" on. */
function trailsTo(name: RegExp): string[] {
  const entries = [...sources("app"), ...sources("components")].filter((file) =>
    readFileSync(file, "utf8").startsWith('"use client"'),
  );
  const trails = new Map(entries.map((file) => [file, file.slice(ROOT.length + 1)]));
  const found: string[] = [];
  // A map goes on with what is added while it is gone through.
  for (const [file, trail] of trails)
    for (const specifier of importsOf(file)) {
      const next = fileOf(file, specifier);
      if (next === null && name.test(specifier)) found.push(`${trail} → ${specifier}`);
      if (next !== null && !trails.has(next)) trails.set(next, `${trail} → ${next.slice(ROOT.length + 1)}`);
    }
  return found;
}

it("no schema library goes to the browser: answers of our own server are taken as the contracts say", () => {
  expect(trailsTo(/^react$/).length).toBeGreaterThan(20);
  expect(trailsTo(/^zod/)).toEqual([]);
});
