import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { applyMigrations } from "@/lib/db/migrate";
import { createTestDatabase, runMigrations, type TestDatabase } from "../support/database";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ migrated: false });
});
afterEach(() => database.drop());

it("applies migrations once, and says what it did", () => {
  expect(runMigrations(database.url)).toMatch(/^applied 0000_/);
  expect(runMigrations(database.url)).toBe("The database is up to date.");
});

it("is safe to run several times at once", async () => {
  const runs = await Promise.all(Array.from({ length: 5 }, () => applyMigrations(database.url)));
  const working = runs.filter((applied) => applied.length > 0);
  expect(working).toHaveLength(1);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("select count(*)::int as applied from drizzle.__drizzle_migrations");
  await client.end();
  expect(rows[0].applied).toBe(working[0]?.length);
});

it("leaves nothing half-done when a migration fails", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // The first migration makes this table too, so it fails in the middle.
  await client.query("create table webhook_events (id text)");
  await expect(applyMigrations(database.url)).rejects.toThrow();
  const { rows } = await client.query(
    "select count(*)::int as tables from information_schema.tables where table_schema = 'public'",
  );
  await client.end();
  expect(rows[0].tables).toBe(1);
});
