import "server-only";
import { Resend } from "resend";
import type { z } from "zod";
import { ask, type Manners, type Sighting, skewOf } from "../providers/ask";
import { AccountTrouble } from "../providers/trouble";
import { RESEND_API_URL } from "./client";
import { domainAnswer } from "./domain-answer";
import type { ResendAnswer } from "./outcome";

/** The operator's own account at Resend, for `npm run setup` and the checks: a key that need not be the configured one. */
export interface ResendAccount {
  /** Makes one call; null if there is no such thing. A lost answer is asked for again only if `isRepeatable`. Throws AccountTrouble. */
  call<T extends z.ZodType>(
    isRepeatable: boolean,
    schema: T,
    make: (client: Resend, options: CallOptions) => Promise<ResendAnswer>,
  ): Promise<z.output<T> | null>;
  /** What the last answer said of clock and limits; null before the first. */
  seen(): Sighting | null;
}

type CallOptions = { signal: AbortSignal };

export interface ResendAccess {
  apiKey: string;
  /** Of a stand-in on this machine. */
  baseUrl?: string | undefined;
}

/** Opens the account. No call is made. Needs neither a configuration nor a database. */
export function openResendAccount({ apiKey, baseUrl }: ResendAccess, manners: Manners): ResendAccount {
  const client = new Resend(apiKey, { baseUrl: baseUrl ?? RESEND_API_URL });
  let sighting: Sighting | null = null;
  return {
    seen: () => sighting,
    call: (isRepeatable, schema, make) =>
      ask("resend", manners, isRepeatable, async () => {
        const askedAtMs = Date.now();
        // A followed redirect would answer something else, and a cached answer would be an old one.
        const options = {
          signal: AbortSignal.timeout(manners.timeoutMs),
          redirect: "error",
          cache: "no-store",
        };
        const answer = await make(client, options);
        if (answer.headers)
          sighting = {
            skewMs: skewOf(answer.headers.date ?? null, askedAtMs, Date.now()),
            limit: answer.headers["ratelimit-limit"] ?? null,
            remaining: answer.headers["ratelimit-remaining"] ?? null,
          };
        return readAnswer(answer, schema);
      }),
  };
}

function readAnswer<T extends z.ZodType>(answer: ResendAnswer, schema: T): z.output<T> | null {
  const meaning = domainAnswer(answer, schema);
  switch (meaning.kind) {
    case "done":
      return meaning.value;
    case "missing":
      return null;
    case "forbidden":
      throw new AccountTrouble("resend", "key", meaning.reason);
    case "refused":
      throw new AccountTrouble("resend", "refused", meaning.reason);
    case "unavailable":
      throw new AccountTrouble(
        "resend",
        "unavailable",
        meaning.reason,
        meaning.mayBeDone,
        meaning.retryAfterSeconds * 1000,
      );
  }
}

/** A key that may only send is refused everything else, in these words. */
export const maySendOnly = (error: unknown) =>
  error instanceof AccountTrouble && error.kind === "key" && /restricted/i.test(error.message);
