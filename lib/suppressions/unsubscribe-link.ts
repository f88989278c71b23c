import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { env } from "../env";
import type { EmailRef } from "../resend/tags";

/** Bound to this one use, so that a signature made for something else is worth nothing here. */
const PURPOSE = "unsubscribe";
const refSchema = z.tuple([z.uuid(), z.uuid(), z.string()]);

/**
 * The headers of RFC 2369 and RFC 8058 for one email. A mail program's button posts to the address without asking
 * anybody to sign in, so the address itself is the proof; it names the email, which names the recipient.
 */
export function unsubscribeHeaders(email: EmailRef): Record<string, string> {
  return {
    "List-Unsubscribe": `<${env().BASE_URL}/api/unsubscribe/${unsubscribeToken(email)}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** Which email a token is about; null for one that MailKit did not make. */
export function readUnsubscribeToken(token: string): EmailRef | null {
  const parts = refSchema.safeParse(token.split("."));
  if (!parts.success) return null;
  const [customerId, emailId, signature] = parts.data;
  const email = { customerId, emailId };
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS } = env();
  // Mails that are out can't be changed, and their links have to work for as long as anybody has them.
  const secrets = NEXTAUTH_SECRET_PREVIOUS ? [NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS] : [NEXTAUTH_SECRET];
  return secrets.some((secret) => isSigned(email, signature, secret)) ? email : null;
}

function isSigned(email: EmailRef, signature: string, secret: string): boolean {
  const expected = Buffer.from(sign(email, secret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function unsubscribeToken(email: EmailRef): string {
  return `${email.customerId}.${email.emailId}.${sign(email, env().NEXTAUTH_SECRET)}`;
}

function sign({ customerId, emailId }: EmailRef, secret: string): string {
  return createHmac("sha256", secret).update(`${PURPOSE} ${customerId} ${emailId}`).digest("base64url");
}
