import "server-only";
import pg from "pg";
import { listPendingMigrations } from "./pending-migrations";

const CONNECT_TIMEOUT_MS = 10_000;

/** The database can't be reached, or is behind this version of the code; the message says which and what to do. */
export class DatabaseNotReady extends Error {}

/** Throws DatabaseNotReady unless the database answers and has all migrations of this version. */
export async function requireCurrentDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
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
    if (pending.length === 0) return;
    throw new DatabaseNotReady(
      `The database is behind by ${pending.length} migration(s): ${pending.join(", ")}. Run \`npm run db:migrate\`.`,
    );
  } finally {
    await client.end();
  }
}

/** Why a connection failed, in words. A host with two addresses fails once for each. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  // Of fetch, whose own message is "fetch failed".
  if (error instanceof TypeError && error.cause !== undefined) return reasonOf(error.cause);
  return error instanceof Error ? error.message : String(error);
}
