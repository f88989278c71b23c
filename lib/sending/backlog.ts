import "server-only";
import { count, sql } from "drizzle-orm";
import { catalogue } from "../catalogue";
import { database } from "../db/client";
import { emails } from "../db/schema/emails";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { perProcess } from "../per-process";
import { pausedCustomers } from "../tenants/paused";
import type { Acceptance, Candidate } from "./candidate";
import { decideRoom, type Room } from "./decide-room";
import { isKeyClaimed } from "./idempotency";

/** The queue is counted at most this often by one process. */
const COUNT_EVERY_MS = 1_000;
/** After a count that took long, this many times as long: a queue of any length costs a twentieth of a connection. */
const REST_PER_COUNT = 20;

/** Emails per customer, and of all of them. */
interface Tally {
  byCustomer: Map<string, number>;
  total: number;
}

/** What this process knows of the queue: a count, and its own doing since. Other instances' shows in the next count. */
interface Backlog {
  /** What waited when the queue was counted last; null before the first time. */
  counted: Tally | null;
  /** Accepted since, up to the beginning of a count that is under way. */
  acceptedBefore: Tally;
  /** Accepted since a count that is under way began, or since the last one. */
  accepted: Tally;
  /** Being accepted right now. */
  deciding: Tally;
  /** An operator has stopped all sending, and has requests refused meanwhile. As of the last count. */
  isRefusing: boolean;
  nextCountAtMs: number;
  counting: Promise<void> | null;
}

/** Somebody has to end it, so a caller need not come back soon. */
const HALT_RETRY_SECONDS = 60;

const empty = (): Tally => ({ byCustomer: new Map(), total: 0 });
const backlog = () =>
  perProcess(
    "backlog",
    (): Backlog => ({
      counted: null,
      acceptedBefore: empty(),
      accepted: empty(),
      deciding: empty(),
      isRefusing: false,
      nextCountAtMs: 0,
      counting: null,
    }),
  );

/**
 * Accepts what a request asks to send if there is room for it in the queue. A key that was used before is answered all
 * the same: its emails have their places already. Throws `queue_full` and `overloaded`; nothing was written then.
 */
export async function withRoom(
  { customerId, idempotencyKey, emails: { length: size } }: Candidate,
  accept: () => Promise<Acceptance>,
): Promise<Acceptance> {
  const state = backlog();
  const room = await reserve(state, customerId, size);
  if (room.kind === "full") {
    if (idempotencyKey !== null && (await isKeyClaimed(customerId, idempotencyKey))) return accept();
    throw refusal(room);
  }
  try {
    const acceptance = await accept();
    if (acceptance.kind === "accepted") add(state.accepted, customerId, size);
    return acceptance;
  } finally {
    add(state.deciding, customerId, -size);
  }
}

/** Takes places in the queue. If it is full, it is counted anew before that is said, unless it was a moment ago. */
async function reserve(state: Backlog, customerId: string, size: number): Promise<Room> {
  if (state.counted === null) await recount(state);
  const room = tryReserve(state, customerId, size);
  if (performance.now() < state.nextCountAtMs) return room;
  const counting = recount(state);
  if (room.kind === "room") {
    counting.catch((error) => log.warn("The queue could not be counted", { error }));
    return room;
  }
  await counting;
  return tryReserve(state, customerId, size);
}

/** Decides and takes the place in one go: of many requests at once, each sees the places of those before it. */
function tryReserve(state: Backlog, customerId: string, size: number): Room {
  if (state.isRefusing) return { kind: "full", limit: "halted", retryAfterSeconds: HALT_RETRY_SECONDS };
  const { QUEUE_MAX, QUEUE_MAX_PER_CUSTOMER } = env();
  const tallies = [state.counted ?? empty(), state.acceptedBefore, state.accepted, state.deciding];
  const room = decideRoom(
    {
      own: tallies.reduce((sum, { byCustomer }) => sum + (byCustomer.get(customerId) ?? 0), 0),
      overall: tallies.reduce((sum, { total }) => sum + total, 0),
      customers: state.counted?.byCustomer.size ?? 0,
    },
    { own: QUEUE_MAX_PER_CUSTOMER, overall: QUEUE_MAX },
  );
  if (room.kind === "room") add(state.deciding, customerId, size);
  return room;
}

function add(tally: Tally, customerId: string, emails: number): void {
  const after = (tally.byCustomer.get(customerId) ?? 0) + emails;
  if (after === 0) tally.byCustomer.delete(customerId);
  else tally.byCustomer.set(customerId, after);
  tally.total += emails;
}

/** One count at a time: whoever needs one meanwhile waits for the same. */
function recount(state: Backlog): Promise<void> {
  state.counting ??= countQueue(state).finally(() => {
    state.counting = null;
  });
  return state.counting;
}

async function countQueue(state: Backlog): Promise<void> {
  const startedAtMs = performance.now();
  // What is accepted from here on may or may not be in the count, so it is added to it: rather one too many.
  for (const [customerId, emails] of state.accepted.byCustomer) add(state.acceptedBefore, customerId, emails);
  state.accepted = empty();
  const rows = await database()
    .select({ customerId: emails.customerId, waiting: count() })
    .from(emails)
    // What is paused waits for somebody else, and must not keep all others out.
    .where(sql`${emails.status} = 'queued' and ${emails.customerId} not in ${pausedCustomers}`)
    .groupBy(emails.customerId);
  const counted = empty();
  for (const { customerId, waiting } of rows) add(counted, customerId, waiting);
  state.counted = counted;
  state.isRefusing = await isRefusing();
  state.acceptedBefore = empty();
  const tookMs = performance.now() - startedAtMs;
  state.nextCountAtMs = startedAtMs + Math.max(COUNT_EVERY_MS, REST_PER_COUNT * tookMs);
}

async function isRefusing(): Promise<boolean> {
  const { rows } = await database().execute(
    sql`select 1 from provider_lines where provider = 'resend' and halted_at is not null and is_refusing`,
  );
  return rows.length > 0;
}

function refusal({ limit, retryAfterSeconds }: Extract<Room, { kind: "full" }>): AppError {
  const again = `Nothing was charged. Try again in ${retryAfterSeconds} s, with the same Idempotency-Key.`;
  const details = { retryable: true, retry_after: retryAfterSeconds };
  if (limit === "halted")
    return new AppError("sending_halted", `The operator has stopped all sending for now. ${again}`, details);
  return limit === "own"
    ? new AppError("queue_full", `As many of your emails wait to be sent as may at once. ${again}`, details)
    : new AppError(
        "overloaded",
        `More emails wait to be sent than ${catalogue.productName} can take in. ${again}`,
        details,
      );
}
