import { seededRandom } from "@/sandbox/seeded-random";
import type { Session } from "../support/sign-in";
import type { Stack } from "../support/stack";

/** What a caller got for one try: an answer, or none (status 0) because the connection broke. */
export interface Attempt {
  status: number;
  body: Record<string, unknown>;
}

/** One email as its caller knows it. The subject is unique, so that every trace of it can be found. */
export interface Sending {
  customer: string;
  subject: string;
  key: string | null;
  attempts: Attempt[];
}

export interface TrafficOptions {
  sessions: readonly Session[];
  seed: number;
  /** Requests begun each second, whatever becomes of those before: an open loop. */
  perSecond: number;
  /** Share of callers who repeat a request, with its key, until they have an answer. The others never do. */
  retrying?: number;
}

export interface Traffic {
  sendings: readonly Sending[];
  /** Begins no more, and waits until every caller has an answer or has given up. */
  stop(): Promise<readonly Sending[]>;
}

/** The ways into MailKit. */
type Door = "send" | "emails" | "batch";
const PATHS: Record<Door, string> = {
  send: "/api/send",
  emails: "/api/emails",
  batch: "/api/emails/batch",
};
/** What an answer says of the email with an index. */
const READERS: Record<Door, (answer: Attempt, index: number) => Attempt> = {
  send: (answer) => answer,
  emails: (answer) => asAccepted(answer, answer.body.id),
  batch: (answer, index) =>
    asAccepted(answer, (answer.body.data as { id: string }[] | undefined)?.[index]?.id),
};
const BATCH_MAX = 5;
const TICK_MS = 50;
/** Callers hang up after this long, and those who retry try again. */
const PATIENCE_MS = 20_000;
const RETRY_PAUSE_MS = { min: 100, max: 500 };
/** After the traffic has stopped, callers go on retrying this long. */
const LAST_CALLS_MS = 60_000;
/** Resend refuses it, as it refuses all of that domain. */
const REFUSED_RECIPIENT = "nobody@example.com";

/** Sends emails of several customers to all instances by all doors: with and without keys, waiting and not, small and large. */
export function startTraffic(
  { baseUrls }: Pick<Stack, "baseUrls">,
  { sessions, seed, perSecond, retrying = 0.7 }: TrafficOptions,
): Traffic {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const sendings: Sending[] = [];
  const callers: Promise<void>[] = [];
  let giveUpAt = Number.POSITIVE_INFINITY;

  function begin(): void {
    const session = pick(sessions);
    const door = someDoor(random);
    const count = door === "batch" ? 1 + Math.floor(random() * BATCH_MAX) : 1;
    const retries = random() < retrying;
    const key = retries || random() < 0.5 ? `key ${seed} ${sendings.length}` : null;
    const emails = Array.from({ length: count }, () => {
      const subject = `Traffic ${seed} ${sendings.length}`;
      const sending: Sending = { customer: session.email, subject, key, attempts: [] };
      sendings.push(sending);
      const text = random() < 0.1 ? "long ".repeat(4000) : "short";
      return { sending, body: { to: someRecipients(random), subject, text } };
    });
    const headers: Record<string, string> = { "Sec-Fetch-Site": "same-origin" };
    if (key !== null) headers["Idempotency-Key"] = key;
    if (random() < 0.6) headers.Prefer = "respond-async";
    callers.push(call(session, door, emails, retries, headers));
  }

  async function call(
    session: Session,
    door: Door,
    emails: readonly { sending: Sending; body: object }[],
    retries: boolean,
    headers: Record<string, string>,
  ): Promise<void> {
    const bodies = emails.map(({ body }) => body);
    for (;;) {
      const url = pick(baseUrls) + PATHS[door];
      const answer = await attempt(session, url, door === "batch" ? bodies : bodies[0], headers);
      for (const [index, { sending }] of emails.entries())
        sending.attempts.push(READERS[door](answer, index));
      if (!retries || isAnswer(answer) || Date.now() > giveUpAt) return;
      const pauseMs = RETRY_PAUSE_MS.min + random() * (RETRY_PAUSE_MS.max - RETRY_PAUSE_MS.min);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  const startedAt = Date.now();
  const clock = setInterval(() => {
    const due = ((Date.now() - startedAt) / 1000) * perSecond;
    while (sendings.length < due) begin();
  }, TICK_MS);
  return {
    sendings,
    stop: async () => {
      clearInterval(clock);
      giveUpAt = Date.now() + LAST_CALLS_MS;
      await Promise.all(callers);
      return sendings;
    },
  };
}

async function attempt(
  session: Session,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Attempt> {
  try {
    const answer = await session.fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  } catch {
    return { status: 0, body: {} };
  }
}

/** True if a caller need not try again: it is accepted, or refused for good. */
export function isAnswer(attempt: Attempt | undefined): boolean {
  if (!attempt) return false;
  return attempt.status !== 429 && attempt.status >= 200 && attempt.status < 500;
}

function someDoor(random: () => number): Door {
  const dice = random();
  return dice < 0.6 ? "send" : dice < 0.8 ? "emails" : "batch";
}

/** Answered as soon as it is accepted, which is what 202 means at `/api/send`; an error has its code in `details`. */
function asAccepted({ status, body }: Attempt, id: unknown): Attempt {
  if (status === 200) return { status: 202, body: { id } };
  const { reason } = (body.details ?? {}) as { reason?: string };
  return { status, body: { ...body, code: reason } };
}

function someRecipients(random: () => number): string[] {
  const dice = random();
  if (dice < 0.02) return [REFUSED_RECIPIENT];
  const count = dice < 0.85 ? 1 : dice < 0.97 ? 3 : 10;
  return Array.from({ length: count }, (_, i) => `delivered+${i}@resend.dev`);
}
