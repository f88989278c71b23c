import { patiently } from "../contender";
import { closedLoop } from "../load";
import { type MailKit, startMailKit } from "../mailkit";
import { type Measurement, say } from "../row";
import { overRounds, round, sum } from "../stats";
import { truthSince } from "../truth";

const EMAILS = 10_000;
const CALLERS = 32;
const TIMEOUT_MS = 180_000;
const TARGET_SECONDS = 25;

interface Round {
  seconds: number;
  lost: number;
  duplicates: number;
  unpaid: number;
}

/** B9: the app dies with accepted emails waiting, and is started again. */
export const crash: Measurement = {
  fills: ["B9"],
  async run({ rounds, appEnv }) {
    const done: Round[] = [];
    for (let n = 0; n < rounds; n++) {
      const mailkit = await startMailKit(1, appEnv);
      try {
        done.push(await measure(mailkit, n));
      } finally {
        await mailkit.stop();
      }
    }
    const total = (key: keyof Round) => sum(done.map((one) => one[key]));
    const seconds = done.map((one) => one.seconds);
    return [
      {
        row: "B9",
        what: `SIGKILL with ${EMAILS.toLocaleString("en")} accepted emails waiting, start again: time until Resend has them all`,
        tutorial: "has no queue: what is not sent when it dies is lost",
        mailkit: `${overRounds(seconds, 1)} s; ${total("lost")} lost, ${total("duplicates")} twice, ${total("unpaid")} unpaid`,
        ratio: "–",
        target: `≤ ${TARGET_SECONDS} s, none lost, none twice`,
        isMet:
          seconds.every((one) => one <= TARGET_SECONDS) &&
          total("lost") + total("duplicates") + total("unpaid") === 0,
      },
    ];
  },
};

async function measure(mailkit: MailKit, n: number): Promise<Round> {
  const { db } = mailkit;
  const prefix = `B9-${n}`;
  const truth = await truthSince(mailkit);
  await db.query(
    "update provider_lines set paused_until = now() + interval '1 hour' where provider = 'resend'",
  );
  let accepted = 0;
  // In portions, so that it ends with exactly this many.
  for (let portion = 0; accepted < EMAILS; portion++) {
    const { samples } = await closedLoop(Math.min(CALLERS, EMAILS - accepted), 1, (k) =>
      mailkit.send(0, { subject: `${prefix}-${portion}-${k}`, isAsync: true }),
    );
    accepted += samples.filter(({ status }) => status === 202).length;
    if (samples.every(({ status }) => status !== 202)) throw new Error(`Not accepted: ${samples[0]?.body}`);
  }
  await mailkit.kill();
  await db.query("update provider_lines set paused_until = null where provider = 'resend'");
  const startedAt = performance.now();
  const started = mailkit.start();
  const isSent = async () => {
    const { rows } = await db.query("select 1 from emails where status in ('queued', 'sending') limit 1");
    return rows.length === 0;
  };
  await patiently(isSent, TIMEOUT_MS, 100);
  const seconds = (performance.now() - startedAt) / 1000;
  await started;
  await mailkit.settle();
  const { subjects, duplicates, unpaid } = await truth(prefix);
  say(`${round(seconds, 1)} s for ${accepted} emails, ${subjects.size} of them at Resend`);
  return { seconds, lost: accepted - subjects.size, duplicates, unpaid };
}
