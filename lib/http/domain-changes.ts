import "server-only";
import type { Caller } from "./authenticate";
import { consumeRateLimit, type RateLimit } from "./rate-limit";

/** Each change costs a request or two of the ten a second that all customers' sends share. */
const domainChangeLimit: RateLimit = { name: "domain-change", points: 60, perSeconds: 60 };

/** Counts a change of a customer's domains, by whatever key or session. Throws `rate_limited`. */
export async function countDomainChange({ customerId }: Caller): Promise<void> {
  await consumeRateLimit(domainChangeLimit, customerId);
}
