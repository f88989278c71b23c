import "server-only";
import type { Check } from "../contracts/checks";
import { type Probe, probeDatabase } from "../db/probe";
import { DatabaseNotReady } from "../db/require-current";
import { failed, ok, skipped } from "./check";
import { checkClock } from "./clock";
import type { CheckContext } from "./context";

/** Whether the database answers, has all migrations, and agrees on the time. */
export async function checkDatabase({ configuration }: CheckContext): Promise<Check[]> {
  const url = configuration.value("DATABASE_URL");
  if (!url) return [skipped("database", "DATABASE_URL is not set, so no database was looked at.")];
  let probe: Probe;
  try {
    probe = await probeDatabase(url);
  } catch (error) {
    if (!(error instanceof DatabaseNotReady)) throw error;
    return [failed("database", error.message, "Start it, or correct DATABASE_URL.")];
  }
  const { pending, skewMs } = probe;
  return [
    ok("database", "The database answers."),
    pending.length === 0
      ? ok("migrations", "The database is up to date.")
      : failed(
          "migrations",
          `The database is behind by ${pending.length} migration(s): ${pending.join(", ")}.`,
          "Run `npm run db:migrate`, then restart.",
        ),
    checkClock("database_clock", "The database's", skewMs),
  ];
}
