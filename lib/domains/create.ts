import "server-only";
import type { CreateDomain, DomainStatus } from "../contracts/resend/domain";
import { AppError, InvalidInput } from "../errors";
import { log } from "../log";
import type { DomainAnswer, WholeDomain } from "../resend/domain-answer";
import { createResendDomain, readResendDomain, removeResendDomain } from "../resend/domains";
import { claimName, DOMAINS_PER_CUSTOMER_MAX, dropStale, releaseClaim } from "./claim";
import { findOurs } from "./find-ours";
import { requireDomainName } from "./name";
import { dropDomain, type Registered, storeDomain } from "./rows";
import { troubleOf } from "./trouble";

/**
 * Adds a domain to a customer's: claims its name here, then registers it at Resend. A crash in between is mended by the
 * next attempt, or undone by the engine. Throws InvalidInput, `already_exists`, `wrong_state` (too many),
 * `provider_refused`, ProviderUnavailable; after each of them the customer does not have it.
 */
export async function createDomain(customerId: string, request: CreateDomain): Promise<Registered> {
  const name = requireDomainName(request.name);
  const wanted = {
    name,
    region: request.region ?? "us-east-1",
    tls: request.tls ?? "opportunistic",
  } as const;
  let claim = await claimName(customerId, wanted);
  if (claim.kind === "stale") {
    await evict(claim.holder);
    claim = await claimName(customerId, wanted);
  }
  if (claim.kind !== "claimed") throw refusalOf(claim);
  const order = { ...request, ...wanted };
  const made = claim.isResumed ? await resume(claim, order) : await register(claim, order);
  const stored = await storeDomain(claim.row, made);
  if (stored) return stored;
  log.error("A domain was registered at Resend whose claim is gone", { customerId, provider: "resend" });
  throw new AppError("already_exists", TAKEN);
}

type Claimed = Extract<Awaited<ReturnType<typeof claimName>>, { kind: "claimed" }>;

/** Looks before it asks: an earlier attempt may have got through. */
async function resume(claim: Claimed, order: CreateDomain): Promise<WholeDomain> {
  const found = await findOurs(claim.row);
  if (found.kind === "ours") return adopt(claim, found.resendId);
  if (found.kind === "none") return register(claim, order);
  return giveUp(claim, found);
}

async function register(claim: Claimed, order: CreateDomain): Promise<WholeDomain> {
  const answer = await createResendDomain(order);
  if (answer.kind === "done") return answer.value;
  if (answer.kind !== "refused") return giveUp(claim, answer);
  // A name that is there already may be there by an earlier attempt, whose answer was lost.
  const found = await findOurs(claim.row);
  if (found.kind === "ours") return adopt(claim, found.resendId);
  return giveUp(claim, found.kind === "none" ? answer : found);
}

async function adopt(claim: Claimed, resendId: string): Promise<WholeDomain> {
  const answer = await readResendDomain(resendId);
  return answer.kind === "done" ? answer.value : giveUp({ ...claim, isResumed: true }, answer);
}

type Failure = Exclude<DomainAnswer<WholeDomain>, { kind: "done" }> | { kind: "foreign" };

/** Ends an attempt with an error. The claim is given up only if it is certain that Resend has nothing for it. */
async function giveUp({ row, isResumed }: Claimed, failure: Failure): Promise<never> {
  const mayBeThere = failure.kind === "unavailable" && (failure.mayBeDone || isResumed);
  await (mayBeThere ? releaseClaim(row) : dropDomain(row));
  if (failure.kind === "foreign") throw new AppError("already_exists", TAKEN);
  throw failure.kind === "refused" ? refusedByResend(failure, row.name) : troubleOf(failure);
}

/** Resend speaks of a name that somebody has, of one that it does not take, or of the operator's plan. */
function refusedByResend(answer: Extract<Failure, { kind: "refused" }>, name: string): AppError {
  if (/registered already|already (?:exists|registered)/i.test(answer.reason))
    return new AppError("already_exists", TAKEN, {}, { cause: new Error(answer.reason) });
  if (answer.status === 400 || answer.status === 422)
    return new InvalidInput([
      { pointer: "/name", detail: `Our mail provider does not take ${name}. Use another domain of yours.` },
    ]);
  return troubleOf(answer);
}

/** Only who controls the DNS gets as far as these. */
const PROVES_CONTROL = new Set<DomainStatus>(["verified", "partially_verified", "partially_failed"]);

/** Frees a name that its holder did not verify in time. Throws `already_exists` if it turns out that they did. */
async function evict(holder: Registered): Promise<void> {
  const answer = await readResendDomain(holder.resendId);
  if (answer.kind === "done" && PROVES_CONTROL.has(answer.value.domain.status)) {
    await storeDomain(holder, answer.value);
    throw new AppError("already_exists", TAKEN);
  }
  if (answer.kind !== "done" && answer.kind !== "missing") throw troubleOf(answer);
  const removed = await removeResendDomain(holder.resendId);
  if (removed.kind !== "done" && removed.kind !== "missing") throw troubleOf(removed);
  await dropStale(holder);
}

/** Not a word of who has it. */
const TAKEN =
  "This domain is registered already. If it is yours and you did not register it, tell our support.";

type Refusal = Exclude<Awaited<ReturnType<typeof claimName>>, { kind: "claimed" }>;

function refusalOf(claim: Refusal): AppError {
  switch (claim.kind) {
    case "busy":
      return new AppError("already_exists", "This domain is being added right now. Look at it in a moment.");
    case "full":
      return new AppError(
        "wrong_state",
        `You have ${DOMAINS_PER_CUSTOMER_MAX} domains, and there can't be more. Delete one that you don't use.`,
      );
    case "exists":
      if (claim.isOwn) return new AppError("already_exists", "You have added this domain already.");
      return new AppError("already_exists", TAKEN);
    case "stale":
      return new AppError("already_exists", TAKEN);
  }
}
