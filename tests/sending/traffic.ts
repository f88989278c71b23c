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

const TICK_MS = 50;
/** Callers hang up after this long, and those who retry try again. */
const PATIENCE_MS = 20_000;
const RETRY_PAUSE_MS = { min: 100, max: 500 };
/** After the traffic has stopped, callers go on retrying this long. */
const LAST_CALLS_MS = 60_000;
/** Resend refuses it, as it refuses all of that domain. */
const REFUSED_RECIPIENT = "nobody@example.com";

/** Sends emails of several customers to all instances: with and without keys, waiting and not, small and large. */
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
    const subject = `Traffic ${seed} ${sendings.length}`;
    const retries = random() < retrying;
    const sending: Sending = {
      customer: session.email,
      subject,
      key: retries || random() < 0.5 ? `key ${subject}` : null,
      attempts: [],
    };
    const body = {
      to: someRecipients(random),
      subject,
      text: random() < 0.1 ? "long ".repeat(4000) : "short",
    };
    const headers: Record<string, string> = { "Sec-Fetch-Site": "same-origin" };
    if (sending.key !== null) headers["Idempotency-Key"] = sending.key;
    if (random() < 0.6) headers.Prefer = "respond-async";
    sendings.push(sending);
    callers.push(call(session, sending, retries, body, headers));
  }

  async function call(
    session: Session,
    { attempts }: Sending,
    retries: boolean,
    body: object,
    headers: Record<string, string>,
  ): Promise<void> {
    for (;;) {
      attempts.push(await attempt(session, `${pick(baseUrls)}/api/send`, body, headers));
      if (!retries || isAnswer(attempts.at(-1)) || Date.now() > giveUpAt) return;
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
  body: object,
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

function someRecipients(random: () => number): string[] {
  const dice = random();
  if (dice < 0.02) return [REFUSED_RECIPIENT];
  const count = dice < 0.85 ? 1 : dice < 0.97 ? 3 : 10;
  return Array.from({ length: count }, (_, i) => `delivered+${i}@resend.dev`);
}
