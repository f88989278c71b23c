import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Contender } from "../contender";
import { inTurns, type Rounds } from "../in-turns";
import { durations, type LoadRun, openLoop } from "../load";
import type { Options } from "../options";
import { type Measurement, type Result, say } from "../row";
import { median, overRounds, quantile, round, sum } from "../stats";
import { truthSince } from "../truth";

const CUSTOMERS = 50;
const DASHBOARDS = 1_000;
const POLL_SECONDS = 5;
/** The first of the customers send; the others only look. */
const SENDERS = 10;
const SENDS_PER_SECOND = 20;
const SECONDS_MAX = 30;

const TARGETS = { readsPerSecond: 0.6, loss: 0.15, ageSeconds: 5 };

interface Round {
  polls: number;
  pollErrors: number;
  pollP99: number;
  readsPerSecond: number;
  /** Sends that were answered in time, without dashboards and beside them. */
  sentAlone: number;
  sentBeside: number;
  sendErrors: number;
  /** p50 of a send, without dashboards and beside them. */
  aloneP50: number;
  besideP50: number;
  /** The 99th percentile of the age of the balances that senders were shown; NaN where no age is told. */
  ageP99: number;
}

/** B6: many open dashboards beside a few senders. */
export const dashboards: Measurement = {
  fills: ["B6"],
  async run(options) {
    return [result(await inTurns(CUSTOMERS, options, measure), options)];
  },
};

const lengthOf = ({ seconds }: Options) => Math.min(seconds, SECONDS_MAX);

async function measure(side: Contender, n: number, options: Options): Promise<Round> {
  const ms = lengthOf(options) * 1000;
  const sends = (name: string) =>
    openLoop(SENDS_PER_SECOND, ms, (k) =>
      side.send(k % SENDERS, { subject: `B6-${side.name}-${name}-${n}-${k}` }),
    );
  const alone = await sends("alone");
  await side.settle();
  // Dodo counts by the minute: the second half must not pay for the first.
  await sleep(60_000);
  const truth = await truthSince(side);
  const polled = openLoop(DASHBOARDS / POLL_SECONDS, ms, (k) => side.readCredits(k));
  const ages = polled.then((run) => agesOf(run, ms));
  const [polls, beside] = await Promise.all([polled, sends("beside")]);
  await side.settle();
  const { balanceReads } = await truth("B6");
  const round_: Round = {
    polls: polls.samples.length,
    pollErrors: polls.samples.filter(({ status }) => status !== 200).length,
    pollP99: quantile(durations(polls.samples), 0.99),
    readsPerSecond: balanceReads / (ms / 1000),
    sentAlone: inTime(alone),
    sentBeside: inTime(beside),
    sendErrors: beside.samples.filter(({ status }) => status !== 200).length,
    aloneP50: quantile(durations(good(alone)), 0.5),
    besideP50: quantile(durations(good(beside)), 0.5),
    ageP99: quantile(await ages, 0.99),
  };
  say(
    `${side.name}: ${round_.pollErrors} of ${round_.polls} polls failed, ${round(round_.readsPerSecond, 2)} reads/s, ` +
      `sends ${round_.sentAlone} alone and ${round_.sentBeside} beside, age p99 ${round(round_.ageP99, 1)} s`,
  );
  return round_;
}

const good = (run: LoadRun) => run.samples.filter(({ status }) => status === 200);
/** A second more than the run, so that the last ones have their time. */
const inTime = (run: LoadRun) => good(run).filter(({ endedAt }) => endedAt <= run.stoppedAt + 1_000).length;

const creditsSchema = z.object({ as_of: z.iso.datetime() });

/** How old, in seconds, the balances were that senders saw. The first seconds, before any of them has sent, don't count. */
function agesOf(run: LoadRun, ms: number): number[] {
  const clockOffset = Date.now() - performance.now();
  const skip = Math.min(10_000, ms / 2);
  return run.samples.flatMap((sample, k) => {
    if (k % CUSTOMERS >= SENDERS || sample.status !== 200 || sample.endedAt < run.startedAt + skip) return [];
    const credits = creditsSchema.safeParse(JSON.parse(sample.body));
    return credits.success ? [(sample.endedAt + clockOffset - Date.parse(credits.data.as_of)) / 1000] : [];
  });
}

function result({ tutorial, mailkit }: Rounds<Round>, options: Options): Result {
  const pick = (side: Round[], key: keyof Round) => side.map((one) => one[key]);
  const total = (side: Round[], key: keyof Round) => sum(pick(side, key));
  const loss = (side: Round[]) => 1 - total(side, "sentBeside") / total(side, "sentAlone");
  const age = (side: Round[]) =>
    side.some(({ ageP99 }) => Number.isFinite(ageP99))
      ? `, balance shown ≤ ${overRounds(pick(side, "ageP99"), 1)} s old (p99)`
      : "";
  const shown = (side: Round[]) =>
    `${total(side, "pollErrors")} of ${total(side, "polls")} polls failed, p99 ${overRounds(pick(side, "pollP99"))} ms; ` +
    `${overRounds(pick(side, "readsPerSecond"), 2)} reads/s asked of Dodo${age(side)}; ` +
    `sends ${total(side, "sentAlone")} alone, ${total(side, "sentBeside")} beside (${round(loss(side) * 100)} % lost), ` +
    `p50 ${overRounds(pick(side, "aloneP50"))} and ${overRounds(pick(side, "besideP50"))} ms`;
  const { readsPerSecond, ageSeconds } = TARGETS;
  return {
    row: "B6",
    what: `${DASHBOARDS.toLocaleString("en")} dashboards of ${CUSTOMERS} customers, each asking every ${POLL_SECONDS} s, beside ${SENDS_PER_SECOND} sends/s of ${SENDERS} of them, ${lengthOf(options)} s`,
    tutorial: shown(tutorial),
    mailkit: shown(mailkit),
    ratio: `${round(median(pick(mailkit, "readsPerSecond")) / median(pick(tutorial, "readsPerSecond")), 3)}× reads`,
    target: `0 errors, ≤ ${readsPerSecond} reads/s, sends lose ≤ ${TARGETS.loss * 100} %, age ≤ ${ageSeconds} s`,
    isMet:
      total(mailkit, "pollErrors") + total(mailkit, "sendErrors") === 0 &&
      median(pick(mailkit, "readsPerSecond")) <= readsPerSecond &&
      loss(mailkit) <= TARGETS.loss &&
      median(pick(mailkit, "ageP99")) <= ageSeconds,
  };
}
