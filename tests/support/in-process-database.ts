import pg from "pg";
import { pool } from "@/lib/db/client";
import { createTestDatabase } from "./database";
import { appVariables } from "./stack";

/** A database that the app's own modules work on in the test's process. */
export interface InProcessDatabase {
  /** A pool beside the app's, to look at what is stored or to change it. */
  db: pg.Pool;
  close(): Promise<void>;
}

/** Makes a migrated database and points the app's configuration to it. No provider can be reached. */
export async function openInProcessDatabase(): Promise<InProcessDatabase> {
  const database = await createTestDatabase();
  const sandboxUrl = "http://127.0.0.1:1";
  const variables = { port: 1, sandboxUrl, secret: "s".repeat(32), databaseUrl: database.url };
  Object.assign(process.env, appVariables(variables));
  const db = new pg.Pool({ connectionString: database.url });
  return {
    db,
    close: async () => {
      await pool().end();
      await db.end();
      await database.drop();
    },
  };
}
