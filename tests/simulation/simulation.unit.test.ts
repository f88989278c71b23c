import "./environment";
import fc from "fast-check";
import { expect, it } from "vitest";
import { simulate } from "./run";
import type { Scenario } from "./scenario";

/** `SIMULATION_RUNS=100000 SIMULATION_SEED=…` for more, or for the same again. */
const RUNS = Number(process.env.SIMULATION_RUNS ?? 10_000);
const SEED = Number(process.env.SIMULATION_SEED ?? Date.now() % 2 ** 31);
const MINUTE_MS = 60_000;

const atMs = fc.nat(50_000);
const share = fc.oneof(fc.constant(0), fc.constantFrom(0.02, 0.1, 0.3));
const few = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength });
/** Most callers come at once: that is when it gets tight. */
const sendAtMs = fc.oneof(fc.nat(20), fc.nat(3_000), atMs);

const scenario: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(),
  instances: fc.integer({ min: 1, max: 3 }),
  balances: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }),
  sends: fc.array(
    fc.record({
      customer: fc.nat(2),
      atMs: sendAtMs,
      recipients: fc.constantFrom(1, 1, 1, 2, 5),
      key: fc.option(fc.nat(6)),
      kind: fc.constantFrom(
        "good" as const,
        "good" as const,
        "good" as const,
        "refused" as const,
        "divides" as const,
      ),
      respondAsync: fc.boolean(),
      retries: fc.nat(4),
    }),
    { minLength: 1, maxLength: 14 },
  ),
  topUps: few(
    fc.record({
      customer: fc.nat(2),
      atMs,
      credits: fc.integer({ min: 1, max: 10 }),
      isAnnounced: fc.boolean(),
    }),
    2,
  ),
  removals: fc.oneof(
    { weight: 3, arbitrary: few(fc.constant({ customer: 0, atMs: 0, credits: 0 }), 0) },
    few(fc.record({ customer: fc.nat(2), atMs, credits: fc.integer({ min: 1, max: 10 }) }), 2),
  ),
  crashes: few(fc.record({ instance: fc.nat(2), atMs: sendAtMs, downMs: fc.nat(40_000) }), 4),
  stalls: few(fc.record({ instance: fc.nat(2), atMs: sendAtMs, forMs: fc.nat(MINUTE_MS) }), 1),
  outages: few(
    fc.record({
      of: fc.constantFrom("resend" as const, "dodo" as const, "resendKey" as const),
      atMs,
      forMs: fc.nat(MINUTE_MS),
    }),
    2,
  ),
  faults: fc.record({
    lost: share,
    answerLost: share,
    late: share,
    twice: share,
    refused: share,
    duplicateKey: fc.constantFrom("conflict" as const, "replay" as const),
    debitChecksFirst: fc.constantFrom("key" as const, "funds" as const),
  }),
  databaseFaults: share,
  skewMs: fc.constantFrom(0, 5 * MINUTE_MS, -5 * MINUTE_MS),
});

it(`no interleaving, crash, fault or outage breaks a guarantee (${RUNS} lives, SIMULATION_SEED=${SEED})`, {
  timeout: 30 * MINUTE_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (life) => {
      expect(await simulate(life)).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
});
