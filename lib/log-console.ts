import "server-only";
import { log } from "./log";
import { perProcess } from "./per-process";

const REASON_CHARS_MAX = 200;

/**
 * What a page throws Next writes to the console as it is, and a failed query's error quotes its parameters: addresses, names,
 * hashes of tokens. From here on such errors take the way of the log, which knows what to leave out, and are lines like all
 * others. Of text without an error the first line is kept. While developing everything stays as it is.
 */
export function logConsoleErrors(): void {
  if (process.env.NODE_ENV !== "production") return;
  perProcess("console-errors", () => {
    console.error = (...parts: unknown[]) => {
      const error = parts.find((part) => part instanceof Error);
      const text = parts.filter((part) => typeof part === "string").join(" ");
      log.error("Next reports an error", { reason: error ? digestOf(error) : firstLine(text), error });
    };
    return true;
  });
}

const firstLine = (text: string) => text.trim().split("\n", 1)[0]?.slice(0, REASON_CHARS_MAX);

/** Whoever sees the page that has failed is told this number. */
function digestOf(error: Error): string | undefined {
  return "digest" in error && typeof error.digest === "string" ? `digest ${error.digest}` : undefined;
}
