import path from "node:path";
import { expect } from "vitest";
import { type OwnPostgres, startOwnPostgres } from "../support/own-postgres";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";
import { type CommitFate, Wire } from "../support/wire";
import { customerWith } from "./customers";
import { brokenInvariants, passLeases, readLedgers, untilSettled } from "./ledgers";
import { brokenPromises } from "./promises";
import { startTraffic, type Traffic } from "./traffic";

const SETTLE_TIMEOUT_MS = 60_000;
/** Not what is tested here. */
export const UNLIMITED = { SEND_RATE_PER_MINUTE: "100000" };

/** Two instances over a PostgreSQL that may be crashed. */
export async function startCrashableStack(): Promise<{ stack: Stack; postgres: OwnPostgres }> {
  const postgres = await startOwnPostgres();
  const stack = await startStack({ instances: 2, env: UNLIMITED, database: postgres.database });
  return { stack, postgres };
}

/** An instance whose connections to the database may be broken, and a customer with credits. */
export interface WiredStack {
  stack: Stack;
  wire: Wire;
  session: Session;
  stop(): Promise<void>;
}

export async function startWiredStack(): Promise<WiredStack> {
  const stack = await startStack({ env: UNLIMITED });
  const wire = new Wire(await testPort(), new URL(stack.databaseUrl));
  await wire.open();
  const session = await customerWith(stack, "commit", 1_000);
  await stack.restart(0, { DATABASE_URL: wire.url });
  return {
    stack,
    wire,
    session,
    stop: async () => {
      await wire.cut();
      await stack.stop();
    },
  };
}

/** Variables of an instance whose clock is ahead, or behind. */
export const clockShiftedBy = (ms: number) => ({
  NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "shift-clock.mjs")}`,
  CLOCK_SHIFT_MS: String(ms),
});

/** Under load the database crashes and comes back, again and again. Nothing that was promised is lost. */
export async function surviveDatabaseCrashes(
  stack: Stack,
  postgres: OwnPostgres,
  crashes: number,
): Promise<void> {
  const sessions = [await customerWith(stack, "db-a", 5_000), await customerWith(stack, "db-b", 5_000)];
  const traffic = startTraffic(stack, { sessions, seed: 1, perSecond: 20 });
  for (let crash = 0; crash < crashes; crash++) {
    await untilMoreSends(traffic, 15);
    postgres.crash();
    await untilMoreSends(traffic, 10);
    await postgres.start();
    await untilHealthy(stack);
  }
  await expectPromisesKept(stack, traffic);
}

async function untilMoreSends({ sendings }: Traffic, count: number): Promise<void> {
  const wanted = sendings.length + count;
  await waitFor(() => sendings.length >= wanted, { timeoutMs: 30_000, what: `${count} more sends` });
}

async function untilHealthy({ baseUrls }: Stack): Promise<void> {
  const isHealthy = async (url: string) => (await fetch(`${url}/api/health`)).ok;
  for (const url of baseUrls)
    await waitFor(() => isHealthy(url), { timeoutMs: 60_000, what: `${url} to find its database again` });
}

/** Ends the traffic, lets everything settle, and compares what was promised with what is. */
export async function expectPromisesKept(stack: Stack, traffic: Traffic): Promise<void> {
  const sendings = await traffic.stop();
  await passLeases(stack);
  await untilSettled(stack, SETTLE_TIMEOUT_MS);
  expect(await brokenPromises(stack, sendings)).toEqual([]);
}

export interface BrokenCommit {
  fate: CommitFate;
  /** How many transactions of the send are committed before the one that breaks. */
  skip: number;
}

/** An email whose caller retries, while the connection of one of its transactions breaks at COMMIT. */
export async function surviveBrokenCommit(
  { stack, wire, session }: WiredStack,
  { fate, skip }: BrokenCommit,
  name: string,
): Promise<void> {
  const before = await readLedgers(stack, session.email);
  wire.breakCommit(fate, skip);
  const send = () =>
    session.post(
      "/api/send",
      { to: "delivered@resend.dev", subject: name, text: "Once." },
      { "Idempotency-Key": name, Prefer: "respond-async" },
    );
  const first = await send();
  const isHonest = first.status === 202 || first.status === 503;
  expect(isHonest, `an answer of ${first.status}`).toBe(true);
  await waitFor(() => wire.hasBroken, { timeoutMs: 20_000, what: "the COMMIT to break" });
  await waitFor(async () => (await send()).status === 202, { what: "a retry to be answered" });
  await passLeases(stack);
  await untilSettled(stack, SETTLE_TIMEOUT_MS);
  const after = await readLedgers(stack, session.email);
  expect(brokenInvariants(after)).toEqual([]);
  expect(after.accepted).toHaveLength(before.accepted.length + 1);
}

/**
 * Has a share of all statements that write refused as a conflict, as a database with optimistic locks does. Returns how
 * to stop it, which tells how many were refused.
 */
export async function refuseSerialization({ db }: Stack, share: number): Promise<() => Promise<number>> {
  const tables = ["emails", "dispatches", "captures", "credit_accounts", "idempotency_keys"];
  // A sequence counts, because it forgets nothing when its transaction is rolled back.
  await db.query(`
    create sequence refusals;
    create function refuse_serialization() returns trigger language plpgsql as $$ begin
      if random() < ${share} then
        perform nextval('refusals');
        raise serialization_failure;
      end if;
      return null;
    end $$;
    ${tables.map((table) => `create trigger refuse before insert or update on ${table} for each statement execute function refuse_serialization();`).join("\n")}`);
  return async () => {
    // The triggers stay: to drop them would take locks on all tables, against the load's own order.
    await db.query(
      "create or replace function refuse_serialization() returns trigger language plpgsql as $$ begin return null; end $$",
    );
    const { rows } = await db.query<{ refused: number }>(
      "select case when is_called then last_value::int else 0 end as refused from refusals",
    );
    return rows[0]?.refused ?? 0;
  };
}
