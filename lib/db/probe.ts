import "server-only";
import pg from "pg";
import { distanceFrom } from "../clock";
import { listPendingMigrations } from "./pending-migrations";
import { DatabaseNotReady, reasonOf } from "./require-current";

const TIMEOUT_MS = 5_000;

/** A database as a look from outside of the pool finds it. */
export interface Probe {
  /** Migrations of this version that it lacks. */
  pending: string[];
  /** How far its clock is from ours; 0 within what can be measured, positive if ours is behind. */
  skewMs: number;
}

/** Looks at the database of a connection string. Throws DatabaseNotReady if it does not answer. */
export async function probeDatabase(connectionString: string): Promise<Probe> {
  return withClient(connectionString, async (client) => {
    const askedAtMs = Date.now();
    const answer = await client.query<{ ms: string }>(
      "select extract(epoch from clock_timestamp()) * 1000 as ms",
    );
    const skewMs = distanceFrom(Number(answer.rows[0]?.ms), askedAtMs, Date.now());
    return { pending: await listPendingMigrations(client), skewMs };
  });
}

/** True if the database has this message of a provider's. Throws DatabaseNotReady if it does not answer. */
export async function isMessageStored(
  connectionString: string,
  { source, id }: { source: string; id: string },
): Promise<boolean> {
  return withClient(connectionString, async (client) => {
    const found = await client.query("select 1 from webhook_events where source = $1 and id = $2", [
      source,
      id,
    ]);
    return found.rowCount !== 0;
  });
}

async function withClient<T>(connectionString: string, look: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await look(client);
  } catch (cause) {
    throw new DatabaseNotReady(`The database of DATABASE_URL does not answer: ${reasonOf(cause)}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
