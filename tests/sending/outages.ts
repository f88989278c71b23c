import { expect } from "vitest";
import type { FaultInput } from "@/sandbox/control-client";
import type { Session } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { customerWith } from "./customers";
import { passLeases, untilSettled } from "./ledgers";
import { brokenPromises } from "./promises";
import { startTraffic } from "./traffic";

/** How a provider is away. After some of these the work was done each time, and only the answer is missing. */
export type Outage = { name: string } & Pick<FaultInput, "kind" | "status" | "delayMs">;

export const OUTAGES: Outage[] = [
  { name: "answers 503", kind: "status", status: 503 },
  { name: "works and answers 503", kind: "status_after", status: 503 },
  { name: "resets connections", kind: "reset_before" },
  { name: "works and resets connections", kind: "reset_after" },
  { name: "lets calls wait and drops them", kind: "timeout_before", delayMs: 300 },
  { name: "works, lets calls wait and drops them", kind: "timeout_after", delayMs: 300 },
];

const ENDLESS = 1_000_000;
const CREDITS = 2_000;
const PER_SECOND = 20;
const SETTLE_TIMEOUT_MS = 90_000;

let outages = 0;

/** Under load, Resend is away for an hour and comes back. Everything that was accepted goes out once. */
export async function surviveResendOutage(stack: Stack, outage: Outage, sends: number): Promise<void> {
  const { traffic, sessions } = await beginOutage(stack, "resend", outage, "/emails(/batch)?$");
  await waitFor(() => traffic.sendings.length >= sends, { timeoutMs: 60_000, what: `${sends} sends` });
  await waitFor(async () => (await stack.sandbox.faults()).fired.length > 0, { what: "a call that failed" });
  await age(stack, "1 hour");
  await waitFor(() => traffic.sendings.length >= sends * 1.5, { timeoutMs: 60_000, what: "more sends" });
  const sendings = await endOutage(stack, traffic);
  expect(await brokenPromises(stack, sendings)).toEqual([]);
  const statuses = sendings.flatMap(({ attempts }) => attempts.map(({ status }) => status));
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  await leave(stack, sessions);
}

/** Under load, Dodo is away: for ten minutes sends go on, after fifteen they don't, and in the end all is paid once. */
export async function surviveDodoOutage(stack: Stack, outage: Outage, sends: number): Promise<void> {
  const { traffic, sessions } = await beginOutage(stack, "dodo", outage);
  await ageMirrors(stack, "10 minutes");
  await waitFor(() => traffic.sendings.length >= sends, { timeoutMs: 60_000, what: `${sends} sends` });
  const duringOutage = [...traffic.sendings];
  await waitFor(() => duringOutage.every(({ attempts }) => attempts.length > 0), {
    timeoutMs: 60_000,
    what: "every caller to have an answer",
  });
  const first = duringOutage.map(({ attempts }) => attempts[0]?.status);
  expect(first.filter((status) => ![200, 202, 422].includes(status ?? 0))).toEqual([]);

  await ageMirrors(stack, "10 minutes");
  const [session] = sessions;
  const refused = await session?.post("/api/send", {
    to: "delivered@resend.dev",
    subject: "Late",
    text: "Hi",
  });
  expect(refused?.status).toBe(503);
  expect(Number(refused?.headers.get("Retry-After"))).toBeGreaterThan(0);
  const sendings = await endOutage(stack, traffic);
  expect(await brokenPromises(stack, sendings)).toEqual([]);
  await leave(stack, sessions);
}

async function beginOutage(stack: Stack, target: "dodo" | "resend", outage: Outage, path?: string) {
  outages += 1;
  const sessions = [
    await customerWith(stack, `outage-${outages}-a`, CREDITS),
    await customerWith(stack, `outage-${outages}-b`, CREDITS),
  ];
  const { name: _, ...fault } = outage;
  await stack.sandbox.addFaults({ target, path, times: ENDLESS, ...fault });
  return { sessions, traffic: startTraffic(stack, { sessions, seed: outages, perSecond: PER_SECOND }) };
}

async function endOutage(stack: Stack, traffic: ReturnType<typeof startTraffic>) {
  await stack.sandbox.clearFaults();
  await stack.db.query("update provider_lines set paused_until = null");
  await passLeases(stack);
  const sendings = await traffic.stop();
  await passLeases(stack);
  await untilSettled(stack, SETTLE_TIMEOUT_MS);
  return sendings;
}

/** The next outage has customers and subjects of its own. */
async function leave({ db }: Stack, sessions: readonly Session[]): Promise<void> {
  const { rowCount } = await db.query(
    `select 1 from credit_accounts a join customers c on c.id = a.customer_id where c.email = any($1) and a.held > 0`,
    [sessions.map(({ email }) => email)],
  );
  expect(rowCount).toBe(0);
}

/** Lets time pass for all that is on its way: tests never wait for hours. */
export async function age({ db }: Pick<Stack, "db">, time: string): Promise<void> {
  await db.query(
    "update emails set created_at = created_at - $1::interval where status in ('queued', 'sending')",
    [time],
  );
  await db.query(
    "update dispatches set created_at = created_at - $1::interval, lease_until = lease_until - $1::interval where state = 'open'",
    [time],
  );
}

async function ageMirrors({ db }: Pick<Stack, "db">, time: string): Promise<void> {
  await db.query("update credit_accounts set balance_as_of = balance_as_of - $1::interval", [time]);
}
