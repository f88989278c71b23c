import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "@/scripts/env-files";
import { createTestDatabase, type TestDatabase } from "../support/database";

/**
 * What keeps a distributed engine possible (docs/scaling.md). Each exception says why it is none: small tables that
 * every node can hold, and what must be unique among all customers.
 */
const GLOBAL_TABLES: Record<string, string> = {
  operator_actions: "the operators' log is read in its own order, and is as small as their work",
  operator_views: "looked up by its id before the customer is known, and gone after half an hour",
  users: "looked up by the address before the customer is known",
};
const GLOBAL_UNIQUES: Record<string, string> = {
  api_keys_by_token: "a key says who its customer is",
  domains_by_name: "a domain belongs to one customer",
};

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const names = async (sql: string) => (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);
const PUBLIC = "(select oid from pg_namespace where nspname = 'public')";
const indexes = (which: string) => `
  select i.relname as name, t.relname as on_table,
    (select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = x.indkey[0]) as first_column,
    exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'customer_id' and a.attnum = any (x.indkey)) as has_customer
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  where t.relnamespace = ${PUBLIC} and ${which}
    and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'customer_id')`;

describe("in the database", () => {
  it("every table of customers' has a key that begins with the customer", async () => {
    const { rows } = await client.query(indexes("x.indisprimary"));
    expect(rows.length).toBeGreaterThan(15);
    const others = rows.filter((row) => row.first_column !== "customer_id").map((row) => row.on_table);
    expect(others.sort()).toEqual(Object.keys(GLOBAL_TABLES).sort());
  });

  it("what is unique is so within a customer", async () => {
    const { rows } = await client.query(indexes("x.indisunique and not x.indisprimary"));
    const others = rows.filter((row) => !row.has_customer && !(row.on_table in GLOBAL_TABLES));
    expect(others.map((row) => row.name).sort()).toEqual(Object.keys(GLOBAL_UNIQUES).sort());
  });

  it.each([
    [
      "a sequence, an unlogged table or a view",
      `select relname as name from pg_class where relnamespace = ${PUBLIC} and (relkind in ('S', 'v', 'm', 'p', 'f') or (relkind = 'r' and relpersistence <> 'p'))`,
    ],
    [
      "an identity column or a default that is drawn from a sequence",
      `select attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = ${PUBLIC} and a.attidentity <> '' union all select pg_get_expr(adbin, adrelid) from pg_attrdef d join pg_class c on c.oid = d.adrelid where c.relnamespace = ${PUBLIC} and pg_get_expr(adbin, adrelid) like '%nextval%'`,
    ],
    ["a trigger", "select tgname as name from pg_trigger where not tgisinternal"],
    ["a function", `select proname as name from pg_proc where pronamespace = ${PUBLIC}`],
    [
      "an enum or a domain type",
      `select typname as name from pg_type where typnamespace = ${PUBLIC} and typtype in ('e', 'd')`,
    ],
    [
      "a foreign key, an exclusion or a deferrable constraint",
      `select conname as name from pg_constraint where connamespace = ${PUBLIC} and (contype in ('f', 'x') or condeferrable)`,
    ],
    [
      "a time without its zone",
      "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and data_type = 'timestamp without time zone'",
    ],
    ["an extension", "select extname as name from pg_extension where extname <> 'plpgsql'"],
  ])("there is not %s", async (_what, sql) => {
    expect(await names(sql)).toEqual([]);
  });
});

describe("in the code there is no", () => {
  const sources = readdirSync(path.join(root, "lib"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/^(docs|openapi|contracts)\//.test(file))
    .map((file) => ({ file, text: withoutComments(readFileSync(path.join(root, "lib", file), "utf8")) }));

  it.each([
    ["LISTEN or NOTIFY", /\b(listen|notify)\s+["\w]+\s*[;`"]|pg_notify/i, []],
    ["lock of a session", /pg_(try_)?advisory_(unlock|lock)/i, []],
    // Ends with its transaction, and only migrations take it.
    ["other advisory lock", /pg_(try_)?advisory_xact/i, ["db/migrate.ts"]],
    ["place of a row", /\b(ctid|xmin|xmax)\b/i, []],
    // The edge of a window of rows, within one page.
    ["paging by offset", /\.offset\(|\boffset \$?[{\d]/i, ["sending/list-find.ts"]],
    ["temporary or unlogged table", /\b(temp|temporary|unlogged) table\b/i, []],
    [
      "setting that outlives its transaction",
      /\bset (session|synchronous|enable_|statement_timeout|role|search_path)/i,
      [],
    ],
    ["named prepared statement", /\.prepare\(/, []],
    ["partial index that a conflict is inferred from", /targetWhere/, []],
    ["id of the database's making", /gen_random_uuid|nextval|\bserial\(|\bbigserial\(/i, []],
  ] as [string, RegExp, string[]][])("%s", (_what, pattern, exceptions) => {
    expect(sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual(exceptions);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
}
