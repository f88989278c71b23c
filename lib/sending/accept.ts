import "server-only";
import { catalogue } from "../catalogue";
import { checkpoint } from "../checkpoint";
import { coalesce } from "../coalesce";
import { databaseUnavailable, isDatabaseDown, transaction } from "../db/client";
import { AppError } from "../errors";
import { acceptAll } from "./accept-all";
import type { Acceptance, Candidate } from "./candidate";
import { findEmails } from "./email-row";

/** Bounds the transaction; at a thousand sends a second it has a few dozen. */
const REQUESTS_PER_TRANSACTION_MAX = 200;

/**
 * Makes the email ours: claims the key, holds the credits, stores the payload. Either all of it is durable or nothing
 * is. Requests that come while a transaction is under way share the next one. Throws `database_unavailable`.
 */
export const acceptEmail: (candidate: Candidate) => Promise<Acceptance> = coalesce({
  max: REQUESTS_PER_TRANSACTION_MAX,
  load: acceptTogether,
  mayBeOneKeysFault: (error) => !(error instanceof AppError),
});

async function acceptTogether(candidates: Candidate[]): Promise<Acceptance[]> {
  let isCommitting = false;
  try {
    const acceptances = await transaction(async (tx) => {
      isCommitting = false;
      const decided = await acceptAll(tx, candidates);
      isCommitting = true;
      return decided;
    });
    if (acceptances.some(({ kind }) => kind === "accepted")) checkpoint("email-accepted");
    return acceptances;
  } catch (error) {
    if (!isDatabaseDown(error)) throw error;
    if (!isCommitting) throw databaseUnavailable(error);
    return afterLostCommit(candidates, error);
  }
}

/**
 * The connection went during COMMIT. Rows that are there were accepted; rows that are not may still be on their way,
 * since PostgreSQL may carry out a COMMIT long after its client is gone.
 */
async function afterLostCommit(candidates: Candidate[], error: unknown): Promise<Acceptance[]> {
  const stored = await findEmails(candidates).catch(() => []);
  if (stored.length === 0) throw outcomeUnknown(error);
  return candidates.map((candidate): Acceptance => {
    // All emails of a batch are stored in one statement: the first stands for all.
    const row = stored.find(({ id }) => id === candidate.emailId);
    return row
      ? { kind: "accepted", emailId: row.id, credits: candidate.credits, available: row.availableAfter }
      : { kind: "stale" };
  });
}

function outcomeUnknown(cause: unknown): AppError {
  return new AppError(
    "database_unavailable",
    `${catalogue.productName}'s database went away while it stored the email, which may or may not have been accepted. Try again in a few seconds with the same Idempotency-Key: it then goes out once.`,
    { retryable: true, retry_after: 5 },
    { cause },
  );
}
