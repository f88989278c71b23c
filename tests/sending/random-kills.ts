import { seededRandom } from "@/sandbox/seeded-random";
import type { Session } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { customerWith } from "./customers";
import { passLeases, untilSettled } from "./ledgers";
import { brokenPromises } from "./promises";
import { startTraffic } from "./traffic";

export interface RandomKills {
  kills: number;
  perSecond: number;
  seed: number;
}

export interface Survival {
  /** What did not hold, in words. */
  broken: string[];
  /** Calls that a provider refused because there were too many. */
  tooMany: { resend: number; dodo: number };
  figures: string;
}

const RICH = 100_000;
const POOR = 40;
const KILL_PAUSE_MS = { min: 1_000, max: 3_000 };
const RESET_SHARE = { min: 0.03, max: 0.15 };
const ENDLESS = 1_000_000;
const SETTLE_TIMEOUT_MS = 120_000;

/** The seed of this run: a new one, or SOAK_SEED to repeat one that failed. */
export function soakSeed(): number {
  return Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 1_000_000));
}

/**
 * Two instances under a load that does not wait for them, one of which is killed again and again, over connections
 * that break before and after the work. Then everything comes back, and what was promised is compared with what is.
 */
export async function surviveRandomKills(
  stack: Stack,
  { kills, perSecond, seed }: RandomKills,
): Promise<Survival> {
  const random = seededRandom(seed);
  const startedAt = Date.now();
  const sessions = await manyCustomers(stack, seed);
  await breakConnections(stack, random, seed);
  const traffic = startTraffic(stack, { sessions, seed, perSecond });
  for (let kill = 0; kill < kills; kill++) {
    await pause(KILL_PAUSE_MS.min + random() * (KILL_PAUSE_MS.max - KILL_PAUSE_MS.min));
    await stack.restart(random() < 0.5 ? 0 : 1);
  }
  const resets = (await stack.sandbox.faults()).fired.length;
  await stack.sandbox.clearFaults();
  await passLeases(stack);
  const sendings = await traffic.stop();
  await passLeases(stack);
  await untilSettled(stack, SETTLE_TIMEOUT_MS);
  const broken = await brokenPromises(stack, sendings);
  const { emails, dodoCalls, resendCalls } = await stack.sandbox.state();
  const tooMany = { resend: count(resendCalls, 429), dodo: count(dodoCalls, 429) };
  const attempts = sendings.flatMap((sending) => sending.attempts.map(({ status }) => status));
  const figures = [
    `seed ${seed}: ${sendings.length} requests in ${attempts.length} attempts, ${emails.length} mails taken by Resend`,
    `${kills} kills, ${resets} resets, 429s ${tooMany.resend} at Resend and ${tooMany.dodo} at Dodo`,
    `answers ${JSON.stringify(tally(attempts))}`,
    `${Math.round((Date.now() - startedAt) / 1000)} s`,
  ].join("; ");
  return { broken, tooMany, figures };
}

/** Several who can pay for all, and one who runs out at once. */
async function manyCustomers(stack: Stack, seed: number): Promise<Session[]> {
  const sessions: Session[] = [];
  for (const [index, credits] of [RICH, RICH, RICH, RICH, POOR].entries())
    sessions.push(await customerWith(stack, `soak-${seed}-${index}`, credits));
  return sessions;
}

async function breakConnections({ sandbox }: Stack, random: () => number, seed: number): Promise<void> {
  const kinds = ["reset_before", "reset_after"] as const;
  const faults = (["dodo", "resend"] as const).flatMap((target) =>
    kinds.map((kind, index) => ({
      target,
      kind,
      times: ENDLESS,
      // The share is of all requests, before and after the work together.
      share: (RESET_SHARE.min + random() * (RESET_SHARE.max - RESET_SHARE.min)) / kinds.length,
      seed: seed + index,
    })),
  );
  await sandbox.addFaults(...faults);
}

/** The rhythm of the kills is part of the experiment; nothing is expected to have happened after it. */
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const count = (calls: { status: number; count: number }[], status: number) =>
  calls.reduce((sum, call) => sum + (call.status === status ? call.count : 0), 0);

function tally(statuses: readonly number[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
