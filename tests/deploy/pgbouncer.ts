/** Finds PgBouncer for the tests through a pooler, and gets it if it may. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/** An installation that hangs must not hold up the other tests. */
const INSTALL_TIMEOUT_MS = 3 * 60 * 1000;
/** Debian puts it where only root looks. */
const MORE_FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

const WAY_TO_INSTALL = [
  ["apt-get", "update"],
  ["apt-get", "install", "-y", "--no-install-recommends", "pgbouncer"],
];

/** Path of PgBouncer; undefined if there is none. */
function findPgBouncer(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), ...MORE_FOLDERS];
  return folders.map((folder) => path.join(folder, "pgbouncer")).find((file) => existsSync(file));
}

/**
 * The same, but root on a machine with apt installs it. Undefined if it is not to be had, which a developer is told; in
 * CI (`CI=true`) that is an error, because nobody would read the line.
 */
export function ensurePgBouncer(): string | undefined {
  const found = findPgBouncer();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    for (const [command = "", ...args] of WAY_TO_INSTALL) {
      console.log(`No PgBouncer found; trying: ${[command, ...args].join(" ")}`);
      spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], timeout: INSTALL_TIMEOUT_MS });
    }
  }
  const installed = findPgBouncer();
  if (installed) return installed;
  const trouble = "There is no PgBouncer, so nothing is tested through one. Install it and have it on PATH.";
  if (process.env.CI === "true") throw new Error(trouble);
  console.warn(trouble);
  return undefined;
}
