import "server-only";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { listPendingMigrations } from "./pending-migrations";

/** Any number, as long as nothing else in this database locks the same one. */
const MIGRATION_LOCK = 4_701_202_611;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Brings the database up to this version of the code and returns what was applied. Several processes may call it at
 * once: a second connection holds a lock in an open transaction meanwhile, which no crash can leave behind.
 */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const connection = { connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS };
  const [guard, worker] = [new pg.Client(connection), new pg.Client(connection)];
  try {
    await guard.connect();
    await guard.query("begin");
    await guard.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await worker.connect();
    const pending = await listPendingMigrations(worker);
    if (pending.length > 0) await migrate(drizzle(worker), { migrationsFolder: "lib/db/migrations" });
    await guard.query("commit");
    return pending;
  } finally {
    await Promise.allSettled([guard.end(), worker.end()]);
  }
}
