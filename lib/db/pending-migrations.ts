import "server-only";
import type { ClientBase } from "pg";
import journal from "./migrations/meta/_journal.json";

/** Names of the migrations that this version of the code has and the database has not, oldest first. */
export async function listPendingMigrations(client: ClientBase): Promise<string[]> {
  const table = await client.query("select to_regclass('drizzle.__drizzle_migrations') is not null as known");
  const newest = table.rows[0]?.known
    ? await client.query("select max(created_at) as at from drizzle.__drizzle_migrations")
    : { rows: [] };
  const appliedUpTo = Number(newest.rows[0]?.at ?? -1);
  return journal.entries.filter((entry) => entry.when > appliedUpTo).map((entry) => entry.tag);
}
