import "server-only";
import type { Check } from "../contracts/checks";
import { AccountTrouble } from "../providers/trouble";

export const ok = (name: string, text: string): Check => ({ name, state: "ok", text });
export const failed = (name: string, text: string, fix: string): Check => ({
  name,
  state: "failed",
  text,
  fix,
});
export const skipped = (name: string, text: string, fix?: string): Check => ({
  name,
  state: "skipped",
  text,
  ...(fix === undefined ? {} : { fix }),
});

const KEY_VARIABLES = { dodo: "DODO_PAYMENTS_API_KEY", resend: "RESEND_API_KEY" } as const;
const NAMES = { dodo: "Dodo", resend: "Resend" } as const;

/** What a call that came to nothing means for the check that made it. Throws what is no such thing. */
export function troubleOf(name: string, error: unknown): Check {
  if (!(error instanceof AccountTrouble)) throw error;
  const { provider, kind, message } = error;
  const who = NAMES[provider];
  switch (kind) {
    case "no_turn":
      return skipped(name, `${who} was not asked: ${message}`);
    case "key":
      return failed(
        name,
        `${who} refuses ${KEY_VARIABLES[provider]}: ${message}`,
        `Copy the key from ${who} again, one that may read and write, and set ${KEY_VARIABLES[provider]}.`,
      );
    case "refused":
      return failed(name, `${who} refuses the question: ${message}`, `Look into it at ${who}.`);
    case "unavailable":
      return failed(
        name,
        `${who} did not answer: ${message}`,
        `Try again in a minute; if it stays, look at ${who}'s status page and at this machine's way out.`,
      );
  }
}

/** Runs one check; a call that comes to nothing is its outcome. */
export async function checking(name: string, run: () => Promise<Check>): Promise<Check> {
  try {
    return await run();
  } catch (error) {
    return troubleOf(name, error);
  }
}
