import fc from "fast-check";
import { afterAll, beforeAll, it } from "vitest";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";
import { step } from "./steps";
import { Twins } from "./twins";

const SEED = Number(process.env.SIMULATION_SEED ?? Date.now() % 2 ** 31);
const RUNS = 40;

let database: InProcessDatabase;

beforeAll(async () => {
  database = await openInProcessDatabase();
  // PostgreSQL's own clock stands still in here: `clock_timestamp` is found in this schema first.
  await database.db.query(`create schema virtual;
    create table virtual.time (at timestamptz not null);
    insert into virtual.time values (now());
    create function virtual.clock_timestamp() returns timestamptz language sql volatile as 'select at from virtual.time';
    do $$ begin execute format('alter database %I set search_path = virtual, pg_catalog, public', current_database()); end $$`);
});
afterAll(() => database?.close());

it(`the simulation's database does what PostgreSQL does, transaction by transaction (SIMULATION_SEED=${SEED})`, {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.nat(12)), { minLength: 3, maxLength: 3 }),
      fc.array(step, { minLength: 20, maxLength: 60 }),
      async (balances, steps) => {
        const twins = new Twins(database.db);
        await twins.begin(balances);
        for (const one of steps) await twins.take(one);
        await twins.expectSame();
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});
