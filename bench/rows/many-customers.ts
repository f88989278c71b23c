import type { Contender } from "../contender";
import { inTurns, type Rounds } from "../in-turns";
import { durations, openLoop } from "../load";
import type { Options } from "../options";
import { type Measurement, type Result, say } from "../row";
import { median, overRounds, quantile, round, sum } from "../stats";
import { truthSince } from "../truth";

const CUSTOMERS = 50;
const PER_SECOND = 200;
const SECONDS_MAX = 40;

const TARGETS = { p50: 250, p99: 600 };

interface Round {
  asked: number;
  done: number;
  unpaid: number;
  duplicates: number;
  tooMany: number;
  p50: number;
  p99: number;
}

/** B5: requests arrive at a fixed rate, whether or not earlier ones are answered. */
export const manyCustomers: Measurement = {
  fills: ["B5"],
  async run(options) {
    return [result(await inTurns(CUSTOMERS, options, measure), options)];
  },
};

const lengthOf = ({ seconds }: Options) => Math.min(seconds, SECONDS_MAX);

async function measure(side: Contender, n: number, options: Options): Promise<Round> {
  const prefix = `B5-${side.name}-${n}`;
  await side.settle();
  const truth = await truthSince(side);
  const run = await openLoop(PER_SECOND, lengthOf(options) * 1000, (k) =>
    side.send(k, { subject: `${prefix}-${k}` }),
  );
  await side.settle();
  const { duplicates, unpaid, tooMany } = await truth(prefix);
  const done = run.samples.filter(({ status }) => status === 200);
  const [p50, p99] = [quantile(durations(done), 0.5), quantile(durations(done), 0.99)];
  say(`${side.name}: ${done.length} of ${run.samples.length}, p50 ${round(p50)} ms, p99 ${round(p99)} ms`);
  return { asked: run.samples.length, done: done.length, unpaid, duplicates, tooMany, p50, p99 };
}

function result({ tutorial, mailkit }: Rounds<Round>, options: Options): Result {
  const pick = (side: Round[], key: keyof Round) => side.map((one) => one[key]);
  const total = (side: Round[], key: keyof Round) => sum(pick(side, key));
  const shown = (side: Round[]) =>
    `${total(side, "done")} of ${total(side, "asked")} sent, p50 ${overRounds(pick(side, "p50"))} ms, ` +
    `p99 ${overRounds(pick(side, "p99"))} ms; ${total(side, "unpaid")} unpaid, ${total(side, "duplicates")} twice, ${total(side, "tooMany")} × 429`;
  const p50 = median(pick(mailkit, "p50"));
  const p99 = median(pick(mailkit, "p99"));
  const isWhole =
    total(mailkit, "done") === total(mailkit, "asked") &&
    total(mailkit, "unpaid") === 0 &&
    total(mailkit, "duplicates") === 0;
  return {
    row: "B5",
    what: `${PER_SECOND} sends/s at a fixed rate over ${CUSTOMERS} customers, ${lengthOf(options)} s; times of those that were sent`,
    tutorial: shown(tutorial),
    mailkit: shown(mailkit),
    ratio: `${round(total(mailkit, "done") / Math.max(1, total(tutorial, "done")))}× sent`,
    target: `all sent, p50 ≤ ${TARGETS.p50} ms, p99 ≤ ${TARGETS.p99} ms`,
    isMet: isWhole && p50 <= TARGETS.p50 && p99 <= TARGETS.p99,
  };
}
