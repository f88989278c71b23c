import "server-only";
import pg from "pg";
import { listPendingMigrations } from "./db/pending-migrations";
import { startEngine } from "./engine";
import { BadConfiguration, env } from "./env";
import { trustSocketAddress } from "./http/trust-socket-address";

const CONNECT_TIMEOUT_MS = 10_000;

/** Checks what the app stands on, then starts it. Ends the process if something is missing: half a server helps nobody. */
export async function start(): Promise<void> {
  try {
    const { BASE_URL, DATABASE_URL, TRUSTED_PROXY_HOPS } = env();
    await requireCurrentDatabase(DATABASE_URL);
    process.env.NEXTAUTH_URL = BASE_URL;
    if (TRUSTED_PROXY_HOPS === 0) trustSocketAddress();
    startEngine();
  } catch (error) {
    // Next catches what is thrown here and would answer every request with 500.
    console.error(`MailKit can't start. ${explain(error)}`);
    process.exit(1);
  }
}

/** The database is not what this version of the code needs. */
class DatabaseNotReady extends Error {}

async function requireCurrentDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw new DatabaseNotReady(`The database of DATABASE_URL is not reachable: ${explain(cause)}`, { cause });
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

function explain(error: unknown): string {
  if (error instanceof BadConfiguration || error instanceof DatabaseNotReady) return error.message;
  if (error instanceof AggregateError) return error.errors.map(explain).join("; ");
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
