import "server-only";
import { env } from "../env";
import type { Caller } from "./authenticate";
import {
  clientAddress,
  type RateLimit,
  rateLimitHeaders,
  requireWithin,
  takeFromRateLimit,
} from "./rate-limit";

/** Checkouts cost calls of Dodo's small budget; no person needs more. */
export const checkoutLimit: RateLimit = { name: "checkout", points: 20, perSeconds: 60 };

/** The ledger is at Dodo, whose small budget all customers share. */
export const historyLimit: RateLimit = { name: "history", points: 60, perSeconds: 60 };

/** Four cards that follow a balance which changes all the time, and a person leafing through their lists. */
export const billingLimit: RateLimit = { name: "billing", points: 120, perSeconds: 60 };

/** An export may read a million rows; people make a few of them. */
export const exportLimit: RateLimit = { name: "export", points: 20, perSeconds: 60 };

/** Somebody who writes a template asks at each pause; drawing one takes milliseconds of the processor. */
export const previewLimit: RateLimit = { name: "preview", points: 300, perSeconds: 60 };
/** Each try is a request to an address that the customer chose; nobody makes more of them by hand. */
export const webhookTryLimit: RateLimit = { name: "webhook-try", points: 60, perSeconds: 60 };
/** Mails to people who did not ask for them; an account has fifty members at the most. */
export const inviteLimit: RateLimit = { name: "invite", points: 30, perSeconds: 60 * 60 };
/** Per invited address, from all accounts together, also when an invite is sent again: whoever is invited did not ask for it. */
export const invitedAddressLimit: RateLimit = {
  name: "invite-address",
  points: 5,
  perSeconds: 24 * 60 * 60,
};

/** For callers who show nothing of who they are, per address; what a flood asks for is not answered. */
const ANONYMOUS_LIMIT: RateLimit = { name: "anonymous", points: 1_200, perSeconds: 60 };
/** Providers deliver from a handful of addresses, thousands of messages a second when much is sent. */
export const webhookLimit: RateLimit = { name: "webhook", points: 300_000, perSeconds: 60 };

/** A burst is taken from a window of this length, so that it can't become the rule. */
const BURST_SECONDS = 60;

/** How often a route may be called. */
export interface Limits {
  /**
   * Per customer, whatever they call with; per IP address where anybody may call, which has a limit of its own if this is
   * left out. Keys have one of their own besides.
   */
  limit?: RateLimit | "none";
  /** The same for sessions only: what programs do is limited by their keys. The configuration decides it. */
  sessionLimit?: () => RateLimit;
}

/** Counts the request where it is limited. Throws `rate_limited`. */
export async function limitRate(
  request: Request,
  caller: Caller | null,
  { limit, sessionLimit }: Limits,
  headers: Headers,
): Promise<void> {
  if (limit === "none") return;
  const subject = caller?.customerId ?? clientAddress(request);
  const general = limit ?? (caller ? caller.viewer && sessionLimit?.() : ANONYMOUS_LIMIT);
  if (general) await take(general, subject, headers);
  // The last word in the headers: what a program has to keep to in all that it does.
  if (caller?.key) await take(keyLimit(), caller.key.id, headers);
}

async function take(limit: RateLimit, subject: string, headers: Headers): Promise<void> {
  const standing = await takeFromRateLimit(limit, subject);
  for (const [name, value] of Object.entries(rateLimitHeaders(standing))) headers.set(name, value);
  requireWithin(standing);
}

/** One for all routes: a program's calls are its calls. */
function keyLimit(): RateLimit {
  const { API_RATE_PER_SECOND: points, API_RATE_BURST } = env();
  return {
    name: "key",
    points,
    perSeconds: 1,
    burst: { points: Math.max(1, API_RATE_BURST - points), perSeconds: BURST_SECONDS },
  };
}
