import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Check } from "../contracts/checks";
import { failed, ok } from "./check";
import { type Floor, NODE_FLOOR, PACKAGE_FLOORS } from "./floors";

/** The packaged app has them in its folder, too. */
const ALWAYS_THERE = ["next", "react"];

/**
 * Node and the packages with a floor, as they are installed here. What only other packages bring along may be missing:
 * the packaged app has it within.
 */
export function checkVersions(installed: (name: string) => string | null = readVersion): Check[] {
  const fix = "Run `npm ci`.";
  return [
    judge(NODE_FLOOR, process.versions.node, "Install a newer Node."),
    ...PACKAGE_FLOORS.flatMap((floor) => {
      const version = installed(floor.name);
      if (version === null && !ALWAYS_THERE.includes(floor.name)) return [];
      return version === null
        ? [failed(floor.name, `${floor.name} is not installed here.`, fix)]
        : [judge(floor, version, fix)];
    }),
  ];
}

function judge({ name, version: floor, why }: Floor, version: string, fix: string): Check {
  if (isAtLeast(version, floor)) return ok(name, `${name} ${version} (${floor} or newer).`);
  return failed(name, `${name} ${version} is older than ${floor}: ${why}.`, fix);
}

/** Compares versions number by number; what follows a dash is left out. Pure. */
export function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => (text.split("-")[0] ?? "").split(".").map(Number);
  const [is, should] = [numbers(version), numbers(floor)];
  for (const [place, wanted] of should.entries()) {
    const found = is[place] ?? 0;
    if (found !== wanted) return found > wanted;
  }
  return true;
}

const packageSchema = z.object({ version: z.string() });

/** Read from the folder that the app and the scripts are started in; null if it is not there. */
function readVersion(name: string): string | null {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules", name, "package.json");
  try {
    return packageSchema.parse(JSON.parse(readFileSync(file, "utf8"))).version;
  } catch {
    return null;
  }
}
