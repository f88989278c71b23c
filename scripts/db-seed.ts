/**
 * `npm run db:seed -- --emails 10000000`: fills the database of DATABASE_URL, or that of `npm run dev` without one, with
 * many customers' emails, keys, domains, tags and events, and what stands beside them. One customer has a million. Refuses a database on another
 * machine unless `--force` is given.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { applyMigrations } from "@/lib/db/migrate";
import { loadEnvFiles } from "./env-files";
import { ensurePostgres } from "./postgres";
import { BESIDE_TABLES, besideSql } from "./seed/beside";
import { chunkSql, customersSql, LARGEST_CUSTOMER, planSeed, ROWS_TABLE } from "./seed/rows";
import { developmentData } from "./stack-env";

const EMAILS_MAX = 100_000_000;
/** Bounds a transaction to a few seconds. */
const ROWS_PER_CHUNK = 100_000;
const TABLES = [
  ...["customers", "domains", "api_keys", "emails", "email_facets", "email_events", "captures"],
  ...BESIDE_TABLES,
];
const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]", ""]);

loadEnvFiles();
const { values } = parseArgs({
  options: { emails: { type: "string", default: "100000" }, force: { type: "boolean", default: false } },
});
const emails = Number(values.emails);
if (!Number.isInteger(emails) || emails < 10 || emails > EMAILS_MAX)
  refuse(`--emails takes a whole number from 10 to ${EMAILS_MAX.toLocaleString("en")}.`);
const given = process.env.DATABASE_URL?.trim();
if (given && !values.force && !LOCAL_HOSTS.has(new URL(given).hostname))
  refuse(
    `${new URL(given).hostname} is not this machine. Add --force if that database may be filled all the same.`,
  );

const postgres = given ? null : await ensurePostgres({ directory: path.join(developmentData, "postgres") });
const databaseUrl = given ?? postgres?.url ?? "";
await applyMigrations(databaseUrl);
const db = new pg.Client({ connectionString: databaseUrl });
await db.connect();
try {
  await seed();
} finally {
  await db.end();
  await postgres?.stop();
}

async function seed(): Promise<void> {
  const known = await db.query("select 1 from users where email = $1", [LARGEST_CUSTOMER]);
  if (known.rowCount) refuse("This database was seeded before. Seed an empty one.");
  const startedAt = performance.now();
  const plan = planSeed(emails);
  // What is made up can be made up again, so no commit has to wait for the disk.
  await db.query("set synchronous_commit to off");
  for (const statement of [...customersSql(plan), ROWS_TABLE]) await db.query(statement);
  for (const table of ["seed_customers", "seed_domains", "seed_keys"]) await db.query(`analyze ${table}`);
  for (let first = 0; first < emails; first += ROWS_PER_CHUNK) {
    const last = Math.min(emails, first + ROWS_PER_CHUNK) - 1;
    await db.query("begin");
    for (const statement of chunkSql(plan, first, last)) await db.query(statement);
    await db.query("commit");
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`${(last + 1).toLocaleString("en")} of ${emails.toLocaleString("en")} emails, ${seconds} s`);
  }
  console.log("Suppressions, templates, messages, counts …");
  for (const statement of besideSql(emails)) await db.query(statement);
  console.log("Vacuuming, so that indexes answer by themselves …");
  for (const table of TABLES) await db.query(`vacuum (analyze) ${table}`);
  await report();
}

async function report(): Promise<void> {
  const { rows } = await db.query<{ name: string; rows: string; size: string }>(
    `
    select relname as name, reltuples::bigint as rows, pg_size_pretty(pg_total_relation_size(oid)) as size
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname = any($1) order by 1`,
    [TABLES],
  );
  for (const { name, rows: count, size } of rows)
    console.log(`${name}: about ${Number(count).toLocaleString("en")} rows, ${size}`);
  const largest = await db.query<{ n: string }>(
    "select count(*) as n from emails where customer_id = (select customer_id from users where email = $1)",
    [LARGEST_CUSTOMER],
  );
  console.log(`${LARGEST_CUSTOMER} has ${Number(largest.rows[0]?.n).toLocaleString("en")} emails.`);
}

function refuse(reason: string): never {
  console.error(`${reason}\nNothing was changed.`);
  process.exit(1);
}
