import "server-only";
import { env } from "../env";
import { AppError } from "../errors";
import { verifyMessage } from "../webhooks/message";

/** Checks who sent a message and returns its id. Throws `invalid_signature`, and `not_found` where none is expected. */
export function verifyResendWebhook(rawBody: string, headers: Headers): string {
  const key = env().RESEND_WEBHOOK_KEY;
  if (!key) throw new AppError("not_found", "This deployment takes no webhooks of Resend's.");
  return verifyMessage(rawBody, headers, { headers: "svix", key });
}
