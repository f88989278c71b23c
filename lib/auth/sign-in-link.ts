import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { env } from "../env";
import { deliverNow } from "../resend/deliver-now";
import { authAdapter } from "./adapter";
import { renderSignInMail } from "./sign-in-mail";

/** ASVS 6.5.5 allows ten minutes. */
export const LINK_MAX_AGE_SECONDS = 10 * 60;
const TOKEN_BYTES = 32;

/**
 * Mails a link that signs in whoever opens it. The work is the same for an address with a user and one without, so
 * that the answer and its time say nothing about who has an account. `email` and `next` are normalised already.
 */
export async function requestSignInLink(email: string, next: string): Promise<void> {
  const token = randomBytes(TOKEN_BYTES).toString("hex");
  const hash = hashToken(token);
  const expires = new Date(Date.now() + LINK_MAX_AGE_SECONDS * 1000);
  await authAdapter.createVerificationToken?.({ identifier: email, token: hash, expires });
  const mail = await renderSignInMail({
    url: linkTo({ token, email, next }),
    minutes: LINK_MAX_AGE_SECONDS / 60,
  });
  await deliverNow({ ...mail, to: email, idempotencyKey: `sign-in-${hash}` });
}

/** As next-auth hashes what it looks up in `useVerificationToken`; its version is pinned by a test that redeems one. */
function hashToken(token: string): string {
  return createHash("sha256").update(`${token}${env().NEXTAUTH_SECRET}`).digest("hex");
}

/** Mail scanners open links. So this one shows a page with a button, and only the button redeems the token. */
function linkTo(parameters: { token: string; email: string; next: string }): string {
  return `${env().BASE_URL}/signin/confirm?${new URLSearchParams(parameters)}`;
}
