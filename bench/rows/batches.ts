import { setTimeout as sleep } from "node:timers/promises";
import { giveKey } from "@/tests/support/given-key";
import { mail } from "../contender";
import { type MailKit, startMailKit } from "../mailkit";
import type { Options } from "../options";
import { type Measurement, say } from "../row";
import { median, overRounds, sum } from "../stats";
import { truthSince } from "../truth";

const BATCH = 100;
/** Enough that a call to Resend is always full, and no more. */
const WAITING_MAX = 1_000;
const POLL_MS = 20;
const TARGET_PER_SECOND = 930;
/** What a key may send a second is not what is measured. */
const ENDLESS_RATE = { API_RATE_PER_SECOND: "1000", API_RATE_BURST: "2000" };

interface Round {
  perSecond: number;
  unpaid: number;
  duplicates: number;
  tooMany: number;
}

/** B2: batches of a hundred through `POST /emails/batch`, as many as Resend takes. */
export const batches: Measurement = {
  fills: ["B2"],
  async run(options) {
    const mailkit = await startMailKit(1, { ...options.appEnv, ...ENDLESS_RATE });
    const rounds: Round[] = [];
    try {
      const accept = await accepting(mailkit);
      for (let n = 0; n < options.rounds; n++) rounds.push(await measure(mailkit, accept, n, options));
    } finally {
      await mailkit.stop();
    }
    const total = (key: keyof Round) => sum(rounds.map((one) => one[key]));
    const perSecond = rounds.map((one) => one.perSecond);
    return [
      {
        row: "B2",
        what: `Sustained emails/s through batches of ${BATCH}, ${options.seconds} s`,
        tutorial: "has no batches",
        mailkit: `${overRounds(perSecond, 1)}/s; ${total("unpaid")} unpaid, ${total("duplicates")} twice, ${total("tooMany")} × 429`,
        ratio: "–",
        target: `≥ ${TARGET_PER_SECOND}/s`,
        isMet:
          median(perSecond) >= TARGET_PER_SECOND &&
          total("unpaid") + total("duplicates") + total("tooMany") === 0,
      },
    ];
  },
};

type AcceptBatch = (subject: string) => Promise<void>;

/** A program that sends batches with an API key, as one of Resend's SDKs does. */
async function accepting({ appEnv, db }: MailKit): Promise<AcceptBatch> {
  const { rows } = await db.query<{ email: string }>("select email from customers limit 1");
  const { token } = await giveKey({ db }, rows[0]?.email ?? "");
  return async (subject) => {
    const emails = Array.from({ length: BATCH }, (_, index) => mail(`${subject}-${index}`));
    const answer = await fetch(`${appEnv.BASE_URL}/emails/batch`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(emails),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`A batch was not accepted: ${answer.status} ${text}`);
  };
}

async function measure(
  mailkit: MailKit,
  accept: AcceptBatch,
  n: number,
  { seconds }: Options,
): Promise<Round> {
  const { db } = mailkit;
  const count = async (status: string) =>
    Number((await db.query("select count(*) from emails where status = $1", [status])).rows[0].count);
  const truth = await truthSince(mailkit);
  let batch = 0;
  const keepFull = async () => {
    while ((await count("queued")) < WAITING_MAX) await accept(`B2-${n}-${batch++}`);
    await sleep(POLL_MS);
  };
  // The engine finds by itself what another process has accepted; from then on it is measured.
  const sentEarlier = await count("sent");
  while ((await count("sent")) === sentEarlier) await keepFull();
  const sentBefore = await count("sent");
  const startedAt = performance.now();
  while (performance.now() < startedAt + seconds * 1000) await keepFull();
  const perSecond = ((await count("sent")) - sentBefore) / ((performance.now() - startedAt) / 1000);
  await mailkit.settle();
  const { accepted, unpaid, duplicates, tooMany } = await truth(`B2-${n}`);
  say(`${perSecond.toFixed(1)}/s, ${accepted} mails`);
  return { perSecond, unpaid, duplicates, tooMany };
}
