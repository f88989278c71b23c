import "server-only";
import type { Guide } from "../../contracts/docs";
import type { Site } from "../site";
import { list, section, table } from "../write";

/** How fast, and what the headers say. */
export function rateLimits({ ratePerSecond, burstPerMinute }: Site): Guide {
  return {
    slug: "rate-limits",
    title: "Rate limits and headers",
    summary: "How many requests a key may make, and what the headers of an answer say.",
    sections: [
      section(
        "Limits",
        list(
          `Each API key may make ${ratePerSecond} requests a second, and beyond that ${burstPerMinute} more in a minute for bursts. All operations count alike.`,
          "Past both, the answer is 429 `rate_limit_exceeded` with `retry-after`. Nothing was done.",
          "Changes of domains, test events and replays of webhooks, and reading the ledger and the grants are limited to 60 a minute each besides, all keys of an account together.",
          "A batch of 100 emails is one request. To send much, send batches.",
          "What is accepted leaves as fast as the service may send. If very many of your emails wait, the answer is 429 with `details.reason` `queue_full`.",
        ),
      ),
      section(
        "Headers of an answer",
        table(
          "Headers of an answer",
          ["Header", "Meaning"],
          [
            ["`ratelimit-limit`", "Requests in a window"],
            ["`ratelimit-remaining`", "Requests that are left in this window"],
            ["`ratelimit-reset`", "Seconds until the window ends"],
            ["`ratelimit-policy`", `Both windows: \`${ratePerSecond};w=1, ${burstPerMinute};w=60\``],
            ["`retry-after`", "Seconds to wait, with 429 and 503"],
            ["`x-mailkit-credits-charged`", "Credits that this request has taken; 0 if it sends nothing"],
            ["`x-mailkit-credits-remaining`", "Credits that can be spent now"],
            ["`idempotency-replayed`", "`true` if this is the first answer again"],
            ["`x-request-id`", "The id of the request, as in errors"],
          ],
        ),
      ),
      section(
        "Headers of a request",
        table(
          "Headers of a request",
          ["Header", "Meaning"],
          [
            ["`Authorization`", "`Bearer mk_…`, required"],
            ["`Idempotency-Key`", "Your name for the email: see [Idempotency](/docs/idempotency)"],
            ["`x-batch-validation`", "`strict` or `permissive`: see [Batches](/docs/sending#batches)"],
            ["`x-mailkit-dry-run`", "`1`: check and price only: see [Dry run](/docs/sending#dry-run)"],
          ],
        ),
      ),
    ],
  };
}
