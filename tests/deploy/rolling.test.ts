import { afterAll, beforeAll, expect, it } from "vitest";
import { customerWith } from "../sending/customers";
import { passLeases, untilSettled } from "../sending/ledgers";
import { brokenPromises } from "../sending/promises";
import { type Sending, startTraffic, type Traffic } from "../sending/traffic";
import { type OwnPostgres, startOwnPostgres } from "../support/own-postgres";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { RoundRobin } from "./round-robin";

const PER_SECOND = 20;
const STOPS_WITHIN_MS = 25_000;
const TIMEOUT_MS = 240_000;

let postgres: OwnPostgres;
let proxy: RoundRobin;
let stack: Stack;
let sessions: Session[];

beforeAll(async () => {
  [postgres, proxy] = await Promise.all([startOwnPostgres(), RoundRobin.open()]);
  stack = await startStack({
    instances: 2,
    database: postgres.database,
    publicUrl: proxy.url,
    env: { SEND_RATE_PER_MINUTE: "100000" },
  });
  proxy.forwardTo(stack.baseUrls);
  sessions = [await customerWith(stack, "rolling-a", 5_000), await customerWith(stack, "rolling-b", 5_000)];
});
afterAll(async () => {
  await stack?.stop();
  proxy?.close();
});

const begin = (seed: number) =>
  startTraffic({ baseUrls: [proxy.url] }, { sessions, seed, perSecond: PER_SECOND });

/** That many more are begun, so that the traffic meets what happens before and after. */
async function untilMore(traffic: Traffic, count = PER_SECOND * 2): Promise<void> {
  const goal = traffic.sendings.length + count;
  await waitFor(() => traffic.sendings.length >= goal, { timeoutMs: 60_000, what: `${count} more sends` });
}

async function untilAllIsTold(traffic: Traffic): Promise<readonly Sending[]> {
  const sendings = await traffic.stop();
  await passLeases(stack);
  await untilSettled(stack, 60_000);
  expect(await brokenPromises(stack, sendings)).toEqual([]);
  return sendings;
}

/** Attempts that got no answer, or one that says that something is wrong here. */
const failed = (sendings: readonly Sending[]) =>
  sendings.flatMap(({ attempts }) => attempts).filter(({ status }) => status === 0 || status >= 500);

it("instances are replaced one by one under load without a failed request, and nothing is lost or doubled", {
  timeout: TIMEOUT_MS,
}, async () => {
  const traffic = begin(11);
  await untilMore(traffic);
  for (const instance of [0, 1, 0, 1]) {
    await proxy.takeOut(stack.baseUrls[instance] ?? "");
    stack.signal(instance, "SIGTERM");
    await waitFor(() => stack.hasEnded(instance), {
      timeoutMs: STOPS_WITHIN_MS,
      what: "the instance to end",
    });
    await untilMore(traffic, PER_SECOND);
    await stack.restart(instance);
    proxy.forwardTo(stack.baseUrls);
    await untilMore(traffic, PER_SECOND);
  }
  const sendings = await untilAllIsTold(traffic);
  console.log(`${sendings.length} sends over 4 replacements`);
  expect(proxy.broken).toEqual([]);
  expect(failed(sendings)).toEqual([]);
});

it("when an instance is killed, only requests that were on it fail, and nothing is lost or doubled", {
  timeout: TIMEOUT_MS,
}, async () => {
  const traffic = begin(12);
  await untilMore(traffic);
  await stack.kill(0);
  await untilMore(traffic);
  await stack.restart(0);
  await untilMore(traffic, PER_SECOND);
  const sendings = await untilAllIsTold(traffic);
  console.log(`${proxy.broken.length} requests were on the killed instance`);
  expect(proxy.broken.filter(({ backend }) => backend !== stack.baseUrls[0])).toEqual([]);
  // Nobody was told of an error; who was on it heard nothing.
  expect(failed(sendings).filter(({ status }) => status !== 0)).toEqual([]);
});

it("while the database restarts callers are told so, and nothing is lost or doubled", {
  timeout: TIMEOUT_MS,
}, async () => {
  const traffic = begin(13);
  await untilMore(traffic);
  postgres.crash();
  await untilMore(traffic, PER_SECOND);
  await postgres.start();
  await untilMore(traffic);
  const sendings = await untilAllIsTold(traffic);
  const troubles = failed(sendings);
  expect(troubles.length).toBeGreaterThan(0);
  expect(new Set(troubles.map(({ status }) => status))).toEqual(new Set([503]));
});
