import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Check } from "../contracts/checks";
import { failed, ok } from "./check";

/** Under these there are known holes, or the app does not run. */
export const FLOORS = { node: "20.9.0", next: "16.4.1", react: "19.3.1" } as const;

/** Node and the two packages whose age matters for security, as they are installed here. */
export function checkVersions(installed: (name: "next" | "react") => string | null = readVersion): Check[] {
  return [
    judge("node", process.versions.node, "Install a newer Node."),
    ...(["next", "react"] as const).map((name) => judge(name, installed(name), "Run `npm ci`.")),
  ];
}

function judge(name: keyof typeof FLOORS, version: string | null, fix: string): Check {
  const floor = FLOORS[name];
  if (version === null) return failed(name, `${name} is not installed here.`, fix);
  if (isAtLeast(version, floor)) return ok(name, `${name} ${version} (${floor} or newer).`);
  return failed(name, `${name} ${version} is older than ${floor}.`, fix);
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
