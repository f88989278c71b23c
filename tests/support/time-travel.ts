import pg from "pg";
import { createTestDatabase } from "./database";
import { type Stack, type StackOptions, startStack } from "./stack";

/** A stack whose time can be moved: that of the database, which is MailKit's, and the sandbox's with it. */
export interface TimeTravel {
  stack: Stack;
  /** Days that pass at once, for both. */
  pass(days: number): Promise<void>;
}

/** Starts a stack on a database whose `clock_timestamp` is found in a schema of its own first, and runs ahead as told. */
export async function startTimeTravel(options: StackOptions = {}): Promise<TimeTravel> {
  const database = await createTestDatabase();
  const db = new pg.Client({ connectionString: database.url });
  await db.connect();
  await db.query(`create schema virtual;
    create table virtual.ahead (by interval not null);
    insert into virtual.ahead values ('0');
    create function virtual.clock_timestamp() returns timestamptz language sql volatile
      as 'select pg_catalog.clock_timestamp() + by from virtual.ahead';
    do $$ begin execute format('alter database %I set search_path = virtual, pg_catalog, public', current_database()); end $$`);
  await db.end();
  const stack = await startStack({ ...options, database });
  return {
    stack,
    pass: async (days) => {
      await stack.db.query("update virtual.ahead set by = by + $1 * interval '1 day'", [days]);
      await stack.sandbox.advanceClock(days * 24 * 60 * 60_000);
    },
  };
}
