import "server-only";
import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { catalogue } from "../catalogue";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { perProcess } from "../per-process";
import { sessionSettings } from "./session-settings";

export type Db = NodePgDatabase;
/** What a query runs on: the pool, or a transaction. */
export type Executor = Pick<Db, "select" | "insert" | "update" | "delete" | "execute">;

/** How long a request waits for a free connection before it answers 503. */
const CONNECT_TIMEOUT_MS = 5_000;
const COUNTER_POOL_MAX = 2;
const ATTEMPTS_MAX = 5;
/** Serialization failure, deadlock: the transaction did not happen, and is expected to succeed when it is run again. */
const RETRYABLE = new Set(["40001", "40P01"]);

/** The connections of this process. */
export function pool(): pg.Pool {
  return perProcess("pool", () => createPool({ max: env().DATABASE_POOL_MAX }));
}

/**
 * Connections for counters (rate limits, request budgets), whose writes do not wait for the disk. A crash of the
 * database may forget the last fraction of a second of counting, and nothing else. Through a pooler they do wait: its
 * connections are the same as those of all others.
 */
function counterPool(): pg.Pool {
  return perProcess("counter-pool", () => createPool({ max: COUNTER_POOL_MAX, waitsForDisk: false }));
}

interface PoolOptions {
  max: number;
  waitsForDisk?: boolean;
}

function createPool({ max, waitsForDisk = true }: PoolOptions): pg.Pool {
  const { DATABASE_POOLER, DATABASE_URL } = env();
  const pool = new pg.Pool({
    connectionString: DATABASE_URL,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    max,
    ...sessionSettings(DATABASE_POOLER, { waitsForDisk }),
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  // A connection that breaks while it is in use fails its query, and says so on itself, too.
  pool.on("connect", (client) =>
    client.on("error", (error) => log.warn("A database connection broke", { error })),
  );
  pool.on("error", (error) => log.warn("An idle database connection was lost", { error }));
  return pool;
}

/**
 * The same for the rate limiter, which names its statements so that a connection prepares each once. Behind a pooler the
 * next call has another connection, which does not know the name, or has it already; so here they have none.
 */
export function counterQueries(): Pick<pg.Pool, "query"> {
  const query = ({ text, values }: pg.QueryConfig) => counterPool().query({ text, values });
  return { query } as Pick<pg.Pool, "query">;
}

/** Drizzle over the pool. */
export function database(): Db {
  return perProcess("database", () => drizzle(pool()));
}

/** Drizzle over the pool for counters. */
export function counterDatabase(): Db {
  return perProcess("counter-database", () => drizzle(counterPool()));
}

/**
 * Runs `work` in a transaction, and again when the database says that it did not happen. So `work` must be
 * re-runnable: no network, no side effects in memory. A connection that is lost during COMMIT leaves the outcome open
 * and is thrown; whoever needs to know re-reads by id.
 *
 * With `isRepeatable` the commit does not wait for the disk: a crash of the database may undo it as a whole, in which
 * case it is found out and done again. Only for outcomes that a provider tells once more under the same key.
 */
export async function transaction<T>(
  work: (tx: Executor) => Promise<T>,
  { isRepeatable = false } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().transaction(async (tx) => {
        if (isRepeatable) await tx.execute(sql`set local synchronous_commit to off`);
        return work(tx);
      });
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !RETRYABLE.has(sqlState(error))) throw error;
      const waitMs = Math.random() * 20 * 2 ** attempt;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

function sqlState(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if ("code" in inner && typeof inner.code === "string") return inner.code;
  return "";
}

/** True if the database could not be reached or gave up, as opposed to a fault in a query. */
export function isDatabaseDown(error: unknown): boolean {
  const state = sqlState(error);
  if (/^(08|53|57|58)/.test(state) || /^E[A-Z]+$/.test(state)) return true;
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if (
      /timeout exceeded when trying to connect|Connection terminated|Client has encountered/.test(
        inner.message,
      )
    )
      return true;
  return false;
}

/** What a caller sees when the database is down: nothing was done, so trying again is safe. */
export function databaseUnavailable(cause: unknown): AppError {
  return new AppError(
    "database_unavailable",
    `${catalogue.productName}'s database is not reachable right now. Nothing was charged. Try again in a few seconds, with the same Idempotency-Key.`,
    { retryable: true, retry_after: 5 },
    { cause },
  );
}
