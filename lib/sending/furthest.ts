import "server-only";
import type { EmailEventType } from "../contracts/email-event";

/**
 * How far along its way each event finds an email. The last four are ends, and win over anything good that was heard:
 * with several recipients it is the one that went wrong that somebody has to look at. Among them, the one about which
 * the recipient's side said more wins: Resend gave up, Resend did not try, the server refused it, the reader did.
 */
const WAY: readonly EmailEventType[] = [
  "scheduled",
  "sent",
  "delivery_delayed",
  "delivered",
  "opened",
  "clicked",
  "failed",
  "suppressed",
  "bounced",
  "complained",
];

/** How far an email has come, and since when. */
export interface Reached {
  event: EmailEventType;
  at: Date;
}

/**
 * The further of two; of the same twice, the earlier. So it does not matter in which order, or how often, events
 * arrive. Pure.
 */
export function furthest(current: Reached | null, next: Reached): Reached {
  if (!current) return next;
  const lead = WAY.indexOf(next.event) - WAY.indexOf(current.event);
  if (lead !== 0) return lead > 0 ? next : current;
  return next.at < current.at ? next : current;
}
