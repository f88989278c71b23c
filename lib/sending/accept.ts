import "server-only";
import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { checkpoint } from "../checkpoint";
import { countRecipients, type SendRequest } from "../contracts/send";
import { holdCredits } from "../credits/account";
import { databaseUnavailable, type Executor, isDatabaseDown, transaction } from "../db/client";
import { emails, idempotencyKeys } from "../db/schema/emails";
import { env } from "../env";
import { AppError } from "../errors";
import { findEmail } from "./email-row";
import { renderPayload } from "./payload";

export interface NewEmail {
  customerId: string;
  /** Where replies go if the request does not say. */
  customerEmail: string;
  request: SendRequest;
  /** The caller's name for this email; null if they gave none. */
  idempotencyKey: string | null;
}

export type Acceptance =
  | { kind: "accepted"; emailId: string }
  /** The key was used before, with the same request: this is its email. */
  | { kind: "replayed"; emailId: string }
  | { kind: "short" };

/** Ends a transaction without writing, for a reason that is not a fault. */
class NotEnough extends Error {}

/**
 * Makes the email ours in one transaction: claims the key, holds the credits, stores the email with its final
 * payload. Either all of it is durable or nothing is. Throws `idempotency_mismatch`, or `database_unavailable`.
 */
export async function acceptEmail(email: NewEmail): Promise<Acceptance> {
  const emailId = uuidv7();
  try {
    const acceptance = await transaction((tx) => accept(tx, email, emailId));
    if (acceptance.kind === "accepted") checkpoint("email-accepted");
    return acceptance;
  } catch (error) {
    if (error instanceof NotEnough) return { kind: "short" };
    if (!isDatabaseDown(error)) throw error;
    // The connection may have gone during COMMIT, after which only the row can tell.
    const row = await findEmail(email.customerId, emailId).catch(() => null);
    if (row) return { kind: "accepted", emailId };
    throw databaseUnavailable(error);
  }
}

async function accept(tx: Executor, email: NewEmail, emailId: string): Promise<Acceptance> {
  const { customerId, request, idempotencyKey } = email;
  if (idempotencyKey !== null) {
    const earlier = await claimKey(tx, customerId, idempotencyKey, hashRequest(request), emailId);
    if (earlier !== null) return { kind: "replayed", emailId: earlier };
  }
  const credits = countRecipients(request);
  const available = await holdCredits(tx, customerId, credits);
  if (available === null) throw new NotEnough();
  await tx.insert(emails).values({
    customerId,
    id: emailId,
    credits,
    to: request.to,
    subject: request.subject,
    payload: renderPayload(request, { emailId, from: env().EMAIL_FROM, defaultReplyTo: email.customerEmail }),
    availableAfter: available,
  });
  return { kind: "accepted", emailId };
}

/**
 * Claims the key for this email, or returns the email that has it. A claim by a transaction that is still running is
 * waited for: if that one is rolled back (too few credits), this one gets the key.
 */
async function claimKey(tx: Executor, customerId: string, key: string, requestHash: string, emailId: string) {
  const claimed = await tx
    .insert(idempotencyKeys)
    .values({ customerId, key, requestHash, emailId })
    .onConflictDoNothing()
    .returning({ emailId: idempotencyKeys.emailId });
  if (claimed.length > 0) return null;
  const [earlier] = await tx
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.customerId, customerId), eq(idempotencyKeys.key, key)));
  if (!earlier) throw new AppError("internal", "The Idempotency-Key is just being forgotten. Try again.");
  if (earlier.requestHash === requestHash) return earlier.emailId;
  throw new AppError(
    "idempotency_mismatch",
    "This Idempotency-Key was used with another request before. Use a new key for a new email.",
    { email_id: earlier.emailId },
  );
}

/** The request after normalisation, so that `to: "a@b.co"` and `to: ["a@b.co"]` are the same. */
function hashRequest(request: SendRequest): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("base64url");
}
