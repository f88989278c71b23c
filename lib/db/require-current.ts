import "server-only";
import pg from "pg";
import { log } from "../log";
import { listPendingMigrations } from "./pending-migrations";
import { type Pooler, sessionSettings } from "./session-settings";

const CONNECT_TIMEOUT_MS = 10_000;

/** The database can't be reached, or is behind this version of the code; the message says which and what to do. */
export class DatabaseNotReady extends Error {}

/** Throws DatabaseNotReady unless the database answers and has all migrations of this version. */
export async function requireCurrentDatabase(connectionString: string, pooler: Pooler): Promise<void> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...sessionSettings(pooler),
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw new DatabaseNotReady(`The database of DATABASE_URL is not reachable: ${reasonOf(cause)}`, {
      cause,
    });
  }
  try {
    const pending = await listPendingMigrations(client);
    if (pending.length > 0)
      throw new DatabaseNotReady(
        `The database is behind by ${pending.length} migration(s): ${pending.join(", ")}. Run \`npm run db:migrate\`.`,
      );
    await warnOfMissingTimeouts(client);
  } finally {
    await client.end();
  }
}

/** Through a pooler only the role can bound statements, and a role has no bounds until somebody gives it some. */
async function warnOfMissingTimeouts(client: pg.Client): Promise<void> {
  for (const name of ["statement_timeout", "idle_in_transaction_session_timeout"]) {
    const { rows } = await client.query("select current_setting($1) as value, current_user as role", [name]);
    if (rows[0]?.value !== "0") continue;
    log.warn("The database never gives up on a statement: the pooler can't be told, so the role has to be", {
      reason: `alter role "${rows[0].role}" set ${name} = '10s'`,
    });
  }
}

/** Why a connection failed, in words. A host with two addresses fails once for each. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.message.includes("unsupported startup parameter"))
    return `${error.message}. A pooler is in front of it: set DATABASE_POOLER=transaction.`;
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  // Of fetch, whose own message is "fetch failed".
  if (error instanceof TypeError && error.cause !== undefined) return reasonOf(error.cause);
  return error instanceof Error ? error.message : String(error);
}
