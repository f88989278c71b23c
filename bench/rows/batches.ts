import { setTimeout as sleep } from "node:timers/promises";
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

interface Round {
  perSecond: number;
  unpaid: number;
  duplicates: number;
  tooMany: number;
}

/** B2: batches of a hundred, accepted by this process, which calls what the routes call; MailKit sends them. */
export const batches: Measurement = {
  fills: ["B2"],
  async run(options) {
    const mailkit = await startMailKit(1, options.appEnv);
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
        what: `Sustained emails/s through batches of ${BATCH} (internal call), ${options.seconds} s`,
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

/** The app's own accept, in this process, over the database of the MailKit that is measured. */
async function accepting({ appEnv, db }: MailKit): Promise<AcceptBatch> {
  Object.assign(process.env, appEnv);
  const { live } = await import("@/lib/live");
  const { toCandidate } = await import("@/lib/sending/candidate");
  const { asWritten } = await import("@/lib/sending/resolve");
  const { sendRequestSchema } = await import("@/lib/contracts/send");
  const { rows } = await db.query<{ id: string; email: string }>("select id, email from customers limit 1");
  const customerId = rows[0]?.id ?? "";
  const sender = { customerId, customerEmail: rows[0]?.email ?? "", keyDomain: null };
  return async (subject) => {
    const requests = Array.from({ length: BATCH }, (_, index) =>
      sendRequestSchema.parse(mail(`${subject}-${index}`)),
    );
    const batch = toCandidate(live.newId, {
      customerId,
      key: null,
      messages: requests.map((request) => asWritten(sender, request)),
      idempotencyKey: null,
      requestHash: "",
      batchErrors: [],
    });
    const { kind } = await live.sending.accept({ ...batch, trustsMirror: "yes" });
    if (kind !== "accepted") throw new Error(`A batch was not accepted: ${kind}`);
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
