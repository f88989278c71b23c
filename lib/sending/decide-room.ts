import "server-only";

/** Resend's ten calls a second with a hundred emails each, less what the budget leaves free. */
const EMAILS_PER_SECOND = 900;
/** Whoever finds the queue full is asked back when this share of it is free, so that not every second try is refused. */
const FREED_SHARE = 0.1;

/** What waits to be sent. */
export interface Queue {
  /** Emails of the customer who wants to add one. */
  own: number;
  overall: number;
  /** Customers whose emails wait; they take turns. */
  customers: number;
}

export interface QueueLimits {
  own: number;
  overall: number;
}

export type Room =
  | { kind: "room" }
  /** `own`: the customer has as many as one may; `overall`: the service has; `halted`: an operator has stopped all. */
  | { kind: "full"; limit: keyof QueueLimits | "halted"; retryAfterSeconds: number };

/** Whether one more email may wait, and if not, when there will be room. Pure. */
export function decideRoom(queue: Queue, limits: QueueLimits): Room {
  const full = (limit: keyof QueueLimits, perSecond: number): Room => ({
    kind: "full",
    limit,
    retryAfterSeconds: Math.max(1, Math.ceil((queue[limit] - (1 - FREED_SHARE) * limits[limit]) / perSecond)),
  });
  if (queue.own >= limits.own) return full("own", EMAILS_PER_SECOND / Math.max(1, queue.customers));
  if (queue.overall >= limits.overall) return full("overall", EMAILS_PER_SECOND);
  return { kind: "room" };
}
