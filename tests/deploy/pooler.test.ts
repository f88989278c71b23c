import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testBuild } from "@/scripts/test-build";
import { customerWith } from "../sending/customers";
import { passLeases, untilSettled } from "../sending/ledgers";
import { brokenPromises } from "../sending/promises";
import { startTraffic } from "../sending/traffic";
import { createTestDatabase, runMigrations, type TestDatabase } from "../support/database";
import { giveKey } from "../support/given-key";
import { Program } from "../support/program";
import { appVariables, type Stack, startStack } from "../support/stack";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";
import { ensurePgBouncer } from "./pgbouncer";
import { type Pooler, startPooler } from "./pooler";

const TIMEOUT_MS = 180_000;
const program = ensurePgBouncer();

describe.skipIf(program === undefined)(
  "behind PgBouncer in transaction mode",
  { timeout: TIMEOUT_MS },
  () => {
    let database: TestDatabase;
    let pooler: Pooler;
    let stack: Stack;
    let migrations = "";

    beforeAll(async () => {
      database = await createTestDatabase({ migrated: false });
      pooler = await startPooler(program ?? "", database.url);
      migrations = runMigrations(pooler.url);
      stack = await startStack({
        instances: 2,
        database: { url: pooler.url, drop: database.drop },
        env: { DATABASE_POOLER: "transaction", SEND_RATE_PER_MINUTE: "100000" },
      });
    });
    afterAll(async () => {
      await (stack?.stop() ?? database?.drop());
      pooler?.stop();
    });

    it("a database is migrated through it", () => {
      expect(migrations).toMatch(/^applied 0000_/);
      expect(runMigrations(pooler.url)).toBe("The database is up to date.");
    });

    it("two instances under load lose and double nothing, whatever connection each transaction is lent", async () => {
      const sessions = [
        await customerWith(stack, "pooled-a", 5_000),
        await customerWith(stack, "pooled-b", 40),
      ];
      const traffic = startTraffic(stack, { sessions, seed: 21, perSecond: 25 });
      await waitFor(() => traffic.sendings.length >= 300, { timeoutMs: 60_000, what: "300 sends" });
      const sendings = await traffic.stop();
      await passLeases(stack);
      await untilSettled(stack, 60_000);
      expect(await brokenPromises(stack, sendings)).toEqual([]);
      const statuses = new Set(sendings.flatMap(({ attempts }) => attempts.map(({ status }) => status)));
      expect([...statuses].filter((status) => status === 0 || status >= 500)).toEqual([]);
      for (const instance of [0, 1])
        expect(stack.logs(instance)).not.toMatch(
          /prepared statement|could not look for work|"level":"error"/,
        );
    });

    it("lists, keys and their limits work through it", async () => {
      const { token } = await giveKey(stack, "pooled-a@mailbox.dev");
      const ask = (path: string) =>
        fetch(stack.baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
      const answers = await Promise.all(Array.from({ length: 80 }, () => ask("/api/emails?limit=5")));
      // The limit of a key is counted by statements that the limiter would like to prepare.
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
      expect((await ask("/api/domains")).status).toBeLessThan(500);
    });

    it("nothing stays on a connection that the next one is lent", async () => {
      for (let look = 0; look < 20; look++) {
        const { rows } = await stack.db.query(
          `select current_setting('synchronous_commit') as commits, current_setting('enable_bitmapscan') as bitmaps,
           (select count(*)::int from pg_prepared_statements) as prepared,
           (select count(*)::int from pg_locks where locktype = 'advisory') as locks`,
        );
        // The server of the tests itself does not wait for its disk.
        expect(rows[0]).toEqual({ commits: "off", bitmaps: "on", prepared: 0, locks: 0 });
      }
    });

    it("an operator is told how to bound statements, and to say that there is a pooler", async () => {
      expect(stack.logs()).toContain("set statement_timeout = '10s'");
      const port = await testPort();
      const variables = appVariables({
        port,
        sandboxUrl: stack.sandboxUrl,
        secret: "a secret of at least thirty-two characters",
        databaseUrl: pooler.url,
      });
      const command = ["node_modules/next/dist/bin/next", "start", "-p", String(port)];
      const unaware = new Program("app", command, { ...variables, NEXT_DIST_DIR: testBuild() });
      await unaware.untilEnd();
      expect(unaware.exitCode).toBe(1);
      expect(unaware.logs).toContain("set DATABASE_POOLER=transaction");
    });
  },
);
