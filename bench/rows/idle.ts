import { setTimeout as sleep } from "node:timers/promises";
import type { Contender } from "../contender";
import { durations, paced } from "../load";
import { startMailKit } from "../mailkit";
import { type Measurement, type Result, say } from "../row";
import { median, overRounds, quantile, round } from "../stats";
import { startTutorial } from "../tutorial";

const SAMPLES = 60;
/** The tutorial's two calls a send stay under Dodo's 240 a minute at this pace; any faster, and it would not be idle. */
const EVERY_MS = 600;
/** Longer than a balance stays fresh, so that each send has to ask Dodo first. */
const COLD_EVERY_MS = 4_000;
const COLD_SAMPLES = 12;
const WARM_UPS = 20;
/** The first send after a pause asks Dodo for the balance. That is what the cold rows measure. */
const LEAD = 1;

const TARGETS = { p50Ratio: 0.47, p99Ratio: 0.55, asyncP50: 8, asyncP99: 25 };

interface Times {
  p50: number[];
  p99: number[];
  /** Answers that were not the one asked for. */
  errors: number;
}

interface Kind {
  name: string;
  isAsync: boolean;
  samples: number;
  everyMs: number;
}

const WAITING: Kind = { name: "waiting", isAsync: false, samples: SAMPLES, everyMs: EVERY_MS };
const COLD: Kind = { name: "cold", isAsync: false, samples: COLD_SAMPLES, everyMs: COLD_EVERY_MS };
const ASYNC: Kind = { name: "async", isAsync: true, samples: SAMPLES, everyMs: EVERY_MS };

/** B3 and B4: one caller and nothing else going on. */
export const idle: Measurement = {
  fills: ["B3", "B4"],
  async run({ rounds, appEnv }) {
    const mailkit = await startMailKit(1, appEnv);
    const tutorial = await startTutorial(1);
    const times = {
      tutorial: none(),
      tutorialCold: none(),
      mailkit: none(),
      mailkitCold: none(),
      async: none(),
    };
    try {
      // Compiled code and open connections, as a server has them that has been up for a minute.
      for (const side of [tutorial, mailkit]) {
        await paced(WARM_UPS, EVERY_MS, (n) => side.send(0, { subject: `B3-warm-${n}` }));
        await side.settle();
      }
      for (let n = 0; n < rounds; n++) {
        await measure(tutorial, WAITING, n, times.tutorial);
        await measure(mailkit, WAITING, n, times.mailkit);
        await measure(tutorial, COLD, n, times.tutorialCold);
        await measure(mailkit, COLD, n, times.mailkitCold);
        await measure(mailkit, ASYNC, n, times.async);
      }
    } finally {
      await Promise.all([mailkit.stop(), tutorial.stop()]);
    }
    return results(times);
  },
};

const none = (): Times => ({ p50: [], p99: [], errors: 0 });

async function measure(side: Contender, kind: Kind, n: number, times: Times): Promise<void> {
  const { samples: count, everyMs, isAsync, name } = kind;
  await sleep(COLD_EVERY_MS);
  const run = await paced(LEAD + count, everyMs, (k) =>
    side.send(0, { subject: `B3-${side.name}-${name}-${n}-${k}`, isAsync }),
  );
  await side.settle();
  const measured = durations(run.samples.slice(LEAD));
  times.p50.push(quantile(measured, 0.5));
  times.p99.push(quantile(measured, 0.99));
  times.errors += run.samples.filter(({ status }) => status !== (isAsync ? 202 : 200)).length;
  say(
    `${side.name}, ${name}: p50 ${round(times.p50.at(-1) ?? 0, 1)} ms, p99 ${round(times.p99.at(-1) ?? 0, 1)} ms`,
  );
}

function results(
  times: Record<"tutorial" | "tutorialCold" | "mailkit" | "mailkitCold" | "async", Times>,
): Result[] {
  const shown = ({ p50, p99, errors }: Times) =>
    `p50 ${overRounds(p50, 1)} ms, p99 ${overRounds(p99, 1)} ms${errors ? `; ${errors} errors` : ""}`;
  const ratios = (ours: Times, theirs: Times) => ({
    p50: median(ours.p50) / median(theirs.p50),
    p99: median(ours.p99) / median(theirs.p99),
  });
  const shownRatio = ({ p50, p99 }: { p50: number; p99: number }) =>
    `p50 ${round(p50, 2)}×, p99 ${round(p99, 2)}×`;
  const warm = ratios(times.mailkit, times.tutorial);
  const { asyncP50, asyncP99, p50Ratio, p99Ratio } = TARGETS;
  return [
    {
      row: "B3",
      what: `One caller, nothing else going on, a send every ${EVERY_MS} ms, waits until it is sent`,
      tutorial: shown(times.tutorial),
      mailkit: shown(times.mailkit),
      ratio: shownRatio(warm),
      target: `p50 ≤ ${p50Ratio}×, p99 ≤ ${p99Ratio}×`,
      isMet: warm.p50 <= p50Ratio && warm.p99 <= p99Ratio && times.mailkit.errors === 0,
    },
    {
      row: "B3 cold",
      what: `The same with a send every ${COLD_EVERY_MS / 1000} s, so that each asks Dodo for the balance first`,
      tutorial: shown(times.tutorialCold),
      mailkit: shown(times.mailkitCold),
      ratio: shownRatio(ratios(times.mailkitCold, times.tutorialCold)),
      target: "none",
      isMet: null,
    },
    {
      row: "B4",
      what: `One caller with \`Prefer: respond-async\`, a send every ${EVERY_MS} ms`,
      tutorial: "has no such answer",
      mailkit: shown(times.async),
      ratio: "–",
      target: `p50 ≤ ${asyncP50} ms, p99 ≤ ${asyncP99} ms`,
      isMet:
        median(times.async.p50) <= asyncP50 &&
        median(times.async.p99) <= asyncP99 &&
        times.async.errors === 0,
    },
  ];
}
