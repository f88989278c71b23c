/** Finds a Chromium for browser tests, and gets one if there is none. Says what it does. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";

/** A download that hangs must not hold up the next way. */
const INSTALL_TIMEOUT_MS = 5 * 60 * 1000;
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Path of a Chromium that is installed: Playwright's own, else one on PATH. Undefined if there is none. */
export function findChromium(): string | undefined {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

/** The same, but installs one if need be. Throws if that does not work either. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  for (const [command = "", ...args] of waysToInstall()) {
    console.log(`No Chromium found; trying: ${[command, ...args].join(" ")}`);
    const { status } = spawnSync(command, args, {
      stdio: ["ignore", "inherit", "inherit"],
      timeout: INSTALL_TIMEOUT_MS,
    });
    const installed = findChromium();
    if (status === 0 && installed) return installed;
  }
  throw new Error("There is no Chromium, and none could be installed. Install one and have it on PATH.");
}

function waysToInstall(): string[][] {
  const ways = [["npx", "playwright", "install", "chromium"]];
  if (process.getuid?.() === 0)
    ways.push(["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]);
  return ways;
}
