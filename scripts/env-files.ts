import { existsSync } from "node:fs";
import path from "node:path";

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
