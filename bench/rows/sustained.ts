import { type Contender, imposeLimits, liftLimits } from "../contender";
import { inTurns, type Rounds } from "../in-turns";
import { closedLoop } from "../load";
import type { MailKit } from "../mailkit";
import type { Options } from "../options";
import { usageOf } from "../processes";
import { type Measurement, type Result, say } from "../row";
import { median, overRounds, quantile, round, sum } from "../stats";
import { truthSince } from "../truth";

const CALLERS = 256;
const WARM_UP_MS = 5_000;
const MEMORY_SAMPLE_MS = 5_000;
/** A shorter run shows the growth after a start, not a leak. */
const SLOPE_FROM_SECONDS = 120;
const BYTES_PER_MB = 1024 * 1024;

const TARGETS = { perSecond: 700, cpuMs: 1.4 };

interface Round {
  perSecond: number;
  errors: number;
  duplicates: number;
  unpaid: number;
  tooMany: number;
  p50: number;
  serverCpuMs: number;
  postgresCpuMs: number;
  sandboxCpuMs: number;
  ownCpuMs: number;
  commits: number;
  rssMb: number;
  slopeMbPerMinute: number;
}

/** B1, B7 and B8: one customer, many callers that each wait for the answer. */
export const sustained: Measurement = {
  fills: ["B1", "B7", "B8"],
  async run(options) {
    return results(await inTurns(1, options, measure), options);
  },
};

async function measure(contender: Contender | MailKit, n: number, { seconds }: Options): Promise<Round> {
  const db = "db" in contender ? contender : null;
  const prefix = `B1-${contender.name}-${n}`;
  // Without the providers' limits, so that the warm-up does not use up the minute that is measured.
  await liftLimits(contender.sandbox);
  await closedLoop(CALLERS, WARM_UP_MS, (k) => contender.send(0, { subject: `B1-warm-${n}-${k}` }));
  await contender.settle();
  await imposeLimits(contender.sandbox);
  const truth = await truthSince(contender);
  const before = usages(contender);
  const commitsBefore = db ? await commits(db) : 0;
  const memory: { minutes: number; mb: number }[] = [];
  const startedAt = performance.now();
  const sampling = setInterval(() => {
    const { rssBytes } = usageOf(contender.pid());
    memory.push({ minutes: (performance.now() - startedAt) / 60_000, mb: rssBytes / BYTES_PER_MB });
  }, MEMORY_SAMPLE_MS);
  const run = await closedLoop(CALLERS, seconds * 1000, (k) =>
    contender.send(0, { subject: `${prefix}-${k}` }),
  );
  clearInterval(sampling);
  const rssMb = usageOf(contender.pid()).rssBytes / BYTES_PER_MB;
  // Paying trails sending by a moment; what it costs belongs to the emails all the same.
  await contender.settle();
  const after = usages(contender);
  const commitsAfter = db ? await commits(db) : 0;
  const { accepted, duplicates, unpaid, tooMany } = await truth(prefix);
  const inTime = run.samples.filter(({ status, endedAt }) => status === 200 && endedAt <= run.stoppedAt);
  const perEmail = (key: keyof typeof after) => (after[key] - before[key]) / accepted;
  const measured: Round = {
    perSecond: inTime.length / seconds,
    errors: run.samples.filter(({ status }) => status !== 200).length,
    duplicates,
    unpaid,
    tooMany,
    p50: quantile(
      inTime.map(({ durationMs }) => durationMs),
      0.5,
    ),
    serverCpuMs: perEmail("server"),
    postgresCpuMs: perEmail("postgres"),
    sandboxCpuMs: perEmail("sandbox"),
    ownCpuMs: perEmail("own"),
    commits: (commitsAfter - commitsBefore) / accepted,
    rssMb,
    slopeMbPerMinute: slope(memory),
  };
  say(`${contender.name}: ${round(measured.perSecond, 1)}/s, ${measured.errors} errors, ${accepted} mails`);
  say(
    `CPU ms per email: server ${round(measured.serverCpuMs, 2)}, PostgreSQL ${round(measured.postgresCpuMs, 2)}, ` +
      `sandbox ${round(measured.sandboxCpuMs, 2)}, load ${round(measured.ownCpuMs, 2)}; ` +
      `commits per email ${round(measured.commits, 2)}`,
  );
  return measured;
}

function usages(contender: Contender | MailKit) {
  const { user, system } = process.cpuUsage();
  return {
    server: usageOf(contender.pid()).cpuMs,
    postgres: "postgresPid" in contender ? usageOf(contender.postgresPid).cpuMs : 0,
    sandbox: "sandboxPid" in contender ? usageOf(contender.sandboxPid).cpuMs : 0,
    own: (user + system) / 1000,
  };
}

async function commits({ db }: MailKit): Promise<number> {
  // The counters of other sessions are up to a second behind.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { rows } = await db.query<{ commits: string }>(
    "select xact_commit as commits from pg_stat_database where datname = current_database()",
  );
  return Number(rows[0]?.commits ?? 0);
}

/** Least squares. NaN with fewer than two points. */
function slope(points: readonly { minutes: number; mb: number }[]): number {
  const meanX = sum(points.map(({ minutes }) => minutes)) / points.length;
  const meanY = sum(points.map(({ mb }) => mb)) / points.length;
  const covariance = sum(points.map(({ minutes, mb }) => (minutes - meanX) * (mb - meanY)));
  return covariance / sum(points.map(({ minutes }) => (minutes - meanX) ** 2));
}

function results(rounds: Rounds<Round>, { seconds }: Options): Result[] {
  const pick = (side: Round[], key: keyof Round) => side.map((one) => one[key]);
  const total = (side: Round[], key: keyof Round) => sum(pick(side, key));
  const faults = (side: Round[]) =>
    `${total(side, "errors")} errors, ${total(side, "unpaid")} unpaid, ${total(side, "duplicates")} twice, ${total(side, "tooMany")} × 429`;
  const { tutorial, mailkit } = rounds;
  const speeds = {
    tutorial: median(pick(tutorial, "perSecond")),
    mailkit: median(pick(mailkit, "perSecond")),
  };
  const isClean =
    total(mailkit, "errors") +
      total(mailkit, "unpaid") +
      total(mailkit, "duplicates") +
      total(mailkit, "tooMany") ===
    0;
  const cpu = { tutorial: pick(tutorial, "serverCpuMs"), mailkit: pick(mailkit, "serverCpuMs") };
  const memory = (side: Round[]) =>
    `${overRounds(pick(side, "rssMb"))} MB` +
    (seconds < SLOPE_FROM_SECONDS ? "" : `, ${overRounds(pick(side, "slopeMbPerMinute"), 1)} MB/min`);
  return [
    {
      row: "B1",
      what: `Sustained emails/s: ${CALLERS} callers that wait for the answer, one customer, ${seconds} s`,
      tutorial: `${overRounds(pick(tutorial, "perSecond"), 1)}/s; ${faults(tutorial)}`,
      mailkit: `${overRounds(pick(mailkit, "perSecond"), 1)}/s, p50 ${overRounds(pick(mailkit, "p50"))} ms; ${faults(mailkit)}`,
      ratio: speeds.tutorial > 0 ? `${round(speeds.mailkit / speeds.tutorial)}×` : "–",
      target: `≥ ${TARGETS.perSecond}/s, nothing unpaid, twice, failed or refused`,
      isMet: speeds.mailkit >= TARGETS.perSecond && isClean,
    },
    {
      row: "B7",
      what: "CPU per email during B1, of the server (PostgreSQL apart)",
      tutorial: `${overRounds(cpu.tutorial, 2)} ms`,
      mailkit: `${overRounds(cpu.mailkit, 2)} ms; PostgreSQL ${overRounds(pick(mailkit, "postgresCpuMs"), 2)} ms; ${overRounds(pick(mailkit, "commits"), 2)} transactions`,
      ratio: `${round(median(cpu.mailkit) / median(cpu.tutorial), 2)}×`,
      target: `≤ ${TARGETS.cpuMs} ms`,
      isMet: median(cpu.mailkit) <= TARGETS.cpuMs,
    },
    {
      row: "B8",
      what:
        seconds < SLOPE_FROM_SECONDS
          ? `Memory of the server at the end of B1 (its growth is measured with --seconds=${SLOPE_FROM_SECONDS} or more)`
          : "Memory of the server at the end of B1, and its growth",
      tutorial: memory(tutorial),
      mailkit: memory(mailkit),
      ratio: `${round(median(pick(mailkit, "rssMb")) / median(pick(tutorial, "rssMb")), 2)}×`,
      target: "none",
      isMet: null,
    },
  ];
}
