import "server-only";
import type { DomainRow } from "../db/schema/api";
import type { DomainAnswer } from "../resend/domain-answer";
import { findResendDomain } from "../resend/domains";

/** Between our clock and Resend's. */
const CLOCK_SLACK_MS = 2 * 60_000;

type Found =
  | { kind: "ours"; resendId: string }
  /** The operator's account has this name, but not from this claim. */
  | { kind: "foreign" }
  | { kind: "none" }
  | Exclude<DomainAnswer<never>, { kind: "done" }>;

/**
 * Looks for what an unfinished claim may have registered. The operator's account may have domains of the operator's own,
 * which are verified: they must never become a customer's. So only what was made since the claim, and is not verified
 * yet, counts as its own.
 */
export async function findOurs(claim: DomainRow): Promise<Found> {
  const answer = await findResendDomain(claim.name);
  if (answer.kind !== "done") return answer;
  const domain = answer.value;
  if (!domain) return { kind: "none" };
  const isOfClaim = domain.createdAt.getTime() >= claim.createdAt.getTime() - CLOCK_SLACK_MS;
  const isFresh = domain.status === "not_started" || domain.status === "pending";
  return isOfClaim && isFresh ? { kind: "ours", resendId: domain.id } : { kind: "foreign" };
}
