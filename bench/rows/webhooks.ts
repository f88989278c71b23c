import { eventBody, headersOf, sign } from "@/tests/support/provider-message";
import type { Contender } from "../contender";
import { patiently } from "../contender";
import type { Call } from "../http";
import { durations, openLoop } from "../load";
import { startMailKit } from "../mailkit";
import type { Options } from "../options";
import { type Measurement, say } from "../row";
import { median, overRounds, quantile, round, sum } from "../stats";
import { startTutorial } from "../tutorial";

const CUSTOMERS = 50;
const PER_SECOND = 500;
const SECONDS_MAX = 10;
const APPLIED_WITHIN_MS = 120_000;
const TARGET_P99_MS = 60;

interface Message {
  id: string;
  call: Call;
}

interface Round {
  errors: number;
  p50: number;
  p99: number;
}

/** B10: messages of Dodo's at a fixed rate, each of them delivered twice. */
export const webhooks: Measurement = {
  fills: ["B10"],
  async run(options) {
    const mailkit = await startMailKit(CUSTOMERS, options.appEnv);
    const tutorial = await startTutorial(CUSTOMERS);
    const rounds: { tutorial: Round[]; mailkit: Round[] } = { tutorial: [], mailkit: [] };
    const lost: number[] = [];
    const sentIds: string[] = [];
    try {
      for (let n = 0; n < options.rounds; n++) {
        rounds.tutorial.push(await measure(tutorial, options, []));
        const ids: string[] = [];
        rounds.mailkit.push(await measure(mailkit, options, ids));
        sentIds.push(...ids);
        const pending = async () => {
          const { rows } = await mailkit.db.query<{ applied: string }>(
            "select count(*) as applied from webhook_events where id = any($1) and applied_at is not null",
            [ids],
          );
          return ids.length - Number(rows[0]?.applied);
        };
        await patiently(async () => (await pending()) === 0, APPLIED_WITHIN_MS);
        lost.push(await pending());
        await mailkit.settle();
      }
    } finally {
      await Promise.all([mailkit.stop(), tutorial.stop()]);
    }
    const pick = (side: Round[], key: keyof Round) => side.map((one) => one[key]);
    const shown = (side: Round[]) =>
      `p50 ${overRounds(pick(side, "p50"), 1)} ms, p99 ${overRounds(pick(side, "p99"), 1)} ms; ${sum(pick(side, "errors"))} errors`;
    const p99 = {
      tutorial: median(pick(rounds.tutorial, "p99")),
      mailkit: median(pick(rounds.mailkit, "p99")),
    };
    return [
      {
        row: "B10",
        what: `${PER_SECOND} webhooks/s at a fixed rate, half of them repetitions, ${lengthOf(options)} s`,
        tutorial: `${shown(rounds.tutorial)}; logs each delivery, keeps none`,
        mailkit: `${shown(rounds.mailkit)}; ${sum(lost)} of ${sentIds.length} acknowledged messages lost`,
        ratio: `p99 ${round(p99.mailkit / p99.tutorial, 2)}×`,
        target: `p99 ≤ ${TARGET_P99_MS} ms, none lost`,
        isMet: p99.mailkit <= TARGET_P99_MS && sum(lost) === 0 && sum(pick(rounds.mailkit, "errors")) === 0,
      },
    ];
  },
};

const lengthOf = ({ seconds }: Options) => Math.min(seconds, SECONDS_MAX);

/** Sends the messages, and adds the ids of those that were acknowledged to `ids`. */
async function measure(side: Contender, options: Options, ids: string[]): Promise<Round> {
  const total = PER_SECOND * lengthOf(options);
  // Signed beforehand, so that the generator keeps its pace. A repetition follows its message by half a second.
  const gap = PER_SECOND / 2;
  const messages: Message[] = [];
  let number = 0;
  while (messages.length < total) {
    const fresh = Array.from({ length: gap }, () => message(side, number++));
    messages.push(...fresh, ...fresh);
  }
  const at = (k: number): Message => {
    const found = messages[k];
    if (!found) throw new Error("More was sent than was signed.");
    return found;
  };
  const run = await openLoop(PER_SECOND, lengthOf(options) * 1000, (k) => at(k).call);
  // What was refused comes again from Dodo; what was acknowledged never does.
  const acknowledged = run.samples.flatMap(({ status }, k) => (status === 200 ? [at(k).id] : []));
  ids.push(...new Set(acknowledged));
  const times = durations(run.samples);
  const errors = run.samples.filter(({ status }) => status !== 200).length;
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  say(`${side.name}: p50 ${round(p50, 1)} ms, p99 ${round(p99, 1)} ms, ${errors} errors`);
  return { errors, p50, p99 };
}

function message(side: Contender, n: number): Message {
  const customer_id = side.dodoIds[n % side.dodoIds.length];
  const signed = sign({ body: eventBody("credit.added", { customer_id, amount: "1" }) });
  const pairs = headersOf(signed);
  const headers: Record<string, string> = { "content-type": "application/json" };
  for (let at = 0; at < pairs.length; at += 2) headers[pairs[at] ?? ""] = pairs[at + 1] ?? "";
  return { id: signed.id, call: { url: side.webhookUrl, method: "POST", headers, body: signed.body } };
}
