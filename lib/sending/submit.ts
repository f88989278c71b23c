import "server-only";
import { databaseUnavailable } from "../db/client";
import type { BatchOutcome } from "../db/schema/emails";
import { env } from "../env";
import { AppError, InsufficientCredits } from "../errors";
import { barredError } from "../tenants/bar";
import { acceptIfPaid } from "./accept-if-paid";
import { type Acceptance, type Candidate, type Submission, toCandidate } from "./candidate";
import { isSettled, type Standing } from "./email-row";
import type { Ports } from "./ports";

/** Emails that are ours, with what their answer needs; made from stored facts alone, so that a replay is the same. */
export interface Submitted {
  /** The email, or the first of a batch. */
  emailId: string;
  emailIds: readonly string[];
  batchErrors: BatchOutcome["errors"];
  /** Recipients that were left out of the first one. */
  skipped: readonly string[];
  credits: number;
  /** Available credits right after it was accepted. */
  available: number;
  /** For when the first one is put off; null if it is not. */
  scheduledAt: Date | null;
  /** Whether any of them is put off. */
  isAnyScheduled: boolean;
  /** How it stands if it is settled already. */
  standing: Standing | null;
  /** True if the Idempotency-Key was used before and this is what it names. */
  replayed: boolean;
}

/**
 * Accepts a submission: from here on its emails are ours, whatever happens. Throws InsufficientCredits,
 * `idempotency_mismatch`, `daily_key_budget`, `monthly_key_budget`, `queue_full`, `overloaded`, ProviderUnavailable,
 * `database_unavailable`; in each case nothing is charged.
 */
export async function submit(ports: Ports, submission: Submission): Promise<Submitted> {
  const candidate = toCandidate(ports.newId, submission);
  const acceptance = await ports.withRoom(candidate, () => accept(ports, candidate));
  switch (acceptance.kind) {
    case "accepted":
      return accepted(candidate, acceptance);
    case "barred":
      throw new Error("What is barred is explained where it is accepted");
    case "replayed":
      return replayed(ports, candidate.customerId, acceptance);
    default:
      throw refusal(acceptance, candidate);
  }
}

/** Throws `sending_paused` or `daily_limit` if the account may not send, though it could pay. */
async function accept(ports: Ports, candidate: Candidate): Promise<Acceptance> {
  const decided = await acceptIfPaid(ports, candidate);
  if (decided.kind !== "barred") return decided;
  const bar = await ports.sending.readBar(candidate.customerId);
  const mayNow = bar === null || (bar.kind === "capped" && bar.left >= candidate.credits);
  const again = mayNow ? await acceptIfPaid(ports, candidate) : decided;
  if (again.kind !== "barred") return again;
  throw barredError(bar ?? { kind: "paused", reason: "" }, candidate.credits);
}

function accepted(candidate: Candidate, { available }: { available: number }): Submitted {
  const { emailId, emails, credits, batch } = candidate;
  return {
    emailId,
    emailIds: emails.map((email) => email.emailId),
    batchErrors: batch?.errors ?? [],
    skipped: emails[0]?.skipped ?? [],
    credits,
    available,
    scheduledAt: emails[0]?.scheduledAt ?? null,
    isAnyScheduled: emails.some(({ scheduledAt }) => scheduledAt !== null),
    standing: null,
    replayed: false,
  };
}

async function replayed(
  { sending }: Ports,
  customerId: string,
  { emailId, batch }: Extract<Acceptance, { kind: "replayed" }>,
): Promise<Submitted> {
  const emailIds = batch?.emailIds ?? [emailId];
  const rows = await sending.findEmails(emailIds.map((id) => ({ customerId, emailId: id })));
  const first = rows.find(({ id }) => id === emailId);
  if (!first || rows.length < emailIds.length)
    throw new Error(`Email ${emailId} was accepted and is not there`);
  return {
    emailId,
    emailIds,
    batchErrors: batch?.errors ?? [],
    skipped: first.skipped,
    credits: rows.reduce((sum, row) => sum + row.credits, 0),
    available: first.availableAfter,
    scheduledAt: first.scheduledAt,
    isAnyScheduled: rows.some(({ scheduledAt }) => scheduledAt !== null),
    standing: isSettled(first) ? first : null,
    replayed: true,
  };
}

/** Why nothing was accepted, for the caller. */
function refusal(
  acceptance: Exclude<Acceptance, { kind: "accepted" | "replayed" | "barred" }>,
  candidate: Candidate,
): AppError {
  switch (acceptance.kind) {
    case "mismatch":
      return new AppError(
        "idempotency_mismatch",
        "This Idempotency-Key was used with another request before. Use a new key for a new email.",
        { email_id: acceptance.emailId },
      );
    case "short":
      return new InsufficientCredits(
        acceptance.available,
        candidate.credits,
        `${env().BASE_URL}/dashboard/billing`,
      );
    case "over-budget":
      return overBudget(acceptance.period, candidate);
    case "stale":
      return databaseUnavailable(new Error("The transaction's outcome is not known to include this request"));
  }
}

function overBudget(period: "daily" | "monthly", { key, credits }: Candidate): AppError {
  const isDaily = period === "daily";
  const budget = isDaily ? key?.dailyCredits : key?.monthlyCredits;
  return new AppError(
    isDaily ? "daily_key_budget" : "monthly_key_budget",
    `This API key may spend ${budget?.toLocaleString("en")} credits a ${isDaily ? "day" : "month"} (UTC), and this would be more. Raise its budget in the dashboard, or wait.`,
    { required: credits, retry_after: secondsToNext(period, new Date()) },
  );
}

/** Until the day or month ends, UTC. */
function secondsToNext(period: "daily" | "monthly", now: Date): number {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const next = period === "daily" ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1);
  return Math.ceil((next - now.getTime()) / 1000);
}
