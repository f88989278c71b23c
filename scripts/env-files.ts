import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

/** The folder of package.json, wherever a command was started. */
export const root = path.resolve(import.meta.dirname, "..");

/**
 * Reads `.env.local` and `.env`. What the shell has set wins over both, and `.env.local` over `.env`, because a
 * variable that is set already is left alone.
 */
export function loadEnvFiles(): void {
  for (const name of [".env.local", ".env"]) {
    const file = path.join(root, name);
    if (existsSync(file)) process.loadEnvFile(file);
  }
}

/**
 * The variables as `npm start` would have them, without putting them into this process. `file` stands in for both files.
 */
export function readEnvFiles(file?: string): Record<string, string | undefined> {
  const files = file ? [path.resolve(file)] : [".env", ".env.local"].map((name) => path.join(root, name));
  const stated = files.filter((one) => existsSync(one)).map((one) => parseEnv(readFileSync(one, "utf8")));
  return Object.assign({}, ...stated, process.env);
}
