import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testBuild } from "@/scripts/test-build";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { Program } from "../support/program";
import { appVariables } from "../support/stack";
import { testPort } from "../support/test-port";

let current: TestDatabase;
let empty: TestDatabase;
beforeAll(async () => {
  [current, empty] = await Promise.all([createTestDatabase(), createTestDatabase({ migrated: false })]);
});
afterAll(() => Promise.all([current?.drop(), empty?.drop()]));

/** Runs `next start` until it gives up. Returns what it said and its exit code. */
async function startWith(
  changes: Record<string, string>,
): Promise<{ logs: string; exitCode: number | null }> {
  const port = await testPort();
  const good = appVariables({
    port,
    sandboxUrl: "http://127.0.0.1:4010",
    secret: "a secret of at least thirty-two characters",
    databaseUrl: current.url,
  });
  const command = ["node_modules/next/dist/bin/next", "start", "-p", String(port)];
  const program = new Program("app", command, { ...good, NEXT_DIST_DIR: testBuild(), ...changes });
  const timer = setTimeout(() => program.signal("SIGKILL"), 30_000);
  await program.untilEnd();
  clearTimeout(timer);
  return { logs: program.logs, exitCode: program.exitCode };
}

it("does not start on a bad configuration, and lists everything that is wrong", async () => {
  const { logs, exitCode } = await startWith({
    BASE_URL: "nonsense",
    RESEND_API_KEY: "",
    PLAN_PRODUCT_ID: "",
  });
  expect(exitCode).toBe(1);
  for (const name of ["BASE_URL", "RESEND_API_KEY", "PLAN_PRODUCT_ID"]) expect(logs).toContain(`- ${name} `);
});

it("does not start on a database that is behind, and says what to run", async () => {
  const { logs, exitCode } = await startWith({ DATABASE_URL: empty.url });
  expect(exitCode).toBe(1);
  expect(logs).toContain("npm run db:migrate");
});

it("does not start on a database that misses the newest migration only", async () => {
  const behind = await createTestDatabase();
  const client = new pg.Client({ connectionString: behind.url });
  await client.connect();
  await client.query(
    "delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)",
  );
  await client.end();
  const { logs, exitCode } = await startWith({ DATABASE_URL: behind.url });
  await behind.drop();
  expect(exitCode).toBe(1);
  expect(logs).toContain("behind by 1 migration");
});

it("does not start without a database, and keeps the password out of what it says", async () => {
  const url = `postgres://user:hunter2@127.0.0.1:${await testPort()}/nowhere`;
  const { logs, exitCode } = await startWith({ DATABASE_URL: url });
  expect(exitCode).toBe(1);
  expect(logs).toContain("not reachable");
  expect(logs).not.toContain("hunter2");
});
