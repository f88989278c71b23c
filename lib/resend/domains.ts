import "server-only";
import type { z } from "zod";
import type { CreateDomain, UpdateDomain } from "../contracts/resend/domain";
import { pauseLine } from "../providers/answers";
import { waitForPermit } from "../providers/line";
import { resend } from "./client";
import {
  type DomainAnswer,
  domainAnswer,
  pageSchema,
  RETRY_AFTER_SECONDS,
  type ResendDomain,
  refSchema,
  type WholeDomain,
  wholeSchema,
} from "./domain-answer";
import type { ResendAnswer } from "./outcome";
import { paceCall } from "./pace";

const TIMEOUT_MS = 10_000;
const PERMIT_WAIT_MAX_MS = 5_000;
const ATTEMPTS_MAX = 3;
/** Resend's limit of a page. */
const PAGE_MAX = 100;
/** Looking through a list must end before whoever waits for it gives up. */
const LIST_FOR_MS = 20_000;

/** How long a caller is ready to wait. Left out: as long as somebody who changes something waits. */
export interface Patience {
  permitMs: number;
  answerMs: number;
}

const PATIENT: Patience = { permitMs: PERMIT_WAIT_MAX_MS, answerMs: TIMEOUT_MS };

/*
 * Calls about domains. Each takes one request of the budget that all instances share, and none throws. Resend has no
 * idempotency for them: whoever repeats one must have looked what the first did.
 */

/** Registers a domain. */
export function createResendDomain(request: CreateDomain): Promise<DomainAnswer<WholeDomain>> {
  const { name, region, custom_return_path: customReturnPath, tls } = request;
  const tracking = {
    openTracking: request.open_tracking,
    clickTracking: request.click_tracking,
    trackingSubdomain: request.tracking_subdomain,
  };
  return call(wholeSchema, (options) =>
    resend().domains.create({ name, region, customReturnPath, tls, ...tracking }, options),
  );
}

/** Reads a domain with its records. */
export function readResendDomain(id: string, patience = PATIENT): Promise<DomainAnswer<WholeDomain>> {
  return call(wholeSchema, (options) => resend().domains.get(id, options), patience);
}

/** Changes what is given; the rest stays. */
export async function updateResendDomain(id: string, change: UpdateDomain): Promise<DomainAnswer<unknown>> {
  const { open_tracking: openTracking, click_tracking: clickTracking, tls } = change;
  const trackingSubdomain = change.tracking_subdomain;
  return call(refSchema, (options) =>
    resend().domains.update({ id, openTracking, clickTracking, tls, trackingSubdomain }, options),
  );
}

/** Asks Resend to look at the DNS records. Its answer comes later, as the domain's status. */
export function verifyResendDomain(id: string): Promise<DomainAnswer<unknown>> {
  return call(refSchema, (options) => resend().domains.verify(id, options));
}

/** Removes a domain. `missing` means that it is gone as well. */
export function removeResendDomain(id: string): Promise<DomainAnswer<unknown>> {
  return call(refSchema, (options) => resend().domains.remove(id, options));
}

/** The domain of this name in the operator's account, whoever made it; null if there is none. A request per hundred. */
export async function findResendDomain(name: string): Promise<DomainAnswer<ResendDomain | null>> {
  const deadlineMs = performance.now() + LIST_FOR_MS;
  let after: string | undefined;
  for (;;) {
    const page = await call(pageSchema, (options) =>
      resend().domains.list({ limit: PAGE_MAX, ...(after ? { after } : {}) }, options),
    );
    if (page.kind !== "done") return page;
    const found = page.value.data.find((domain) => domain.name === name);
    after = page.value.data.at(-1)?.id;
    if (found || !page.value.has_more || !after) return { kind: "done", value: found ?? null };
    if (performance.now() > deadlineMs) return unavailable("Resend's list of domains takes too long.", 30);
  }
}

type CallOptions = { signal: AbortSignal };

async function call<T extends z.ZodType>(
  schema: T,
  ask: (options: CallOptions) => Promise<ResendAnswer>,
  { permitMs, answerMs }: Patience = PATIENT,
): Promise<DomainAnswer<z.output<T>>> {
  for (let attempt = 1; ; attempt++) {
    const refusal = await waitForPermit("resend", permitMs);
    if (refusal !== null) return unavailable(refusal, RETRY_AFTER_SECONDS);
    await paceCall();
    // A followed redirect would answer something else, and a cached answer would be an old one.
    const options = { signal: AbortSignal.timeout(answerMs), redirect: "error", cache: "no-store" };
    const answer = await ask(options);
    const meaning = domainAnswer(answer, schema);
    // Only this stops calls: a key that may send and not manage domains must not stop the line, for mail goes out.
    if (meaning.kind === "unavailable" && answer.headers?.["retry-after"])
      await pauseLine("resend", meaning.retryAfterSeconds * 1000, meaning.reason);
    // What was not done for certain may be asked for again; the next permit comes when the pause is over.
    const isRefusedForNow = meaning.kind === "unavailable" && !meaning.mayBeDone;
    if (!isRefusedForNow || attempt >= ATTEMPTS_MAX) return meaning;
  }
}

function unavailable(reason: string, retryAfterSeconds: number): DomainAnswer<never> {
  return { kind: "unavailable", reason, retryAfterSeconds, mayBeDone: false };
}
