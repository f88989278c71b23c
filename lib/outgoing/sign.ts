import "server-only";
import { Webhook } from "standardwebhooks";

interface Signing {
  messageId: string;
  body: string;
  /** Each signs: the present secret, and for a day the one before. */
  secrets: readonly string[];
  at: Date;
}

/**
 * The headers of one attempt by the Standard Webhooks specification, and the same once more under the names that
 * Resend's receivers read, so that code written for its webhooks verifies these. Pure.
 */
export function signedHeaders({ messageId, body, secrets, at }: Signing): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = secrets.map((secret) => new Webhook(secret).sign(messageId, at, body)).join(" ");
  return {
    "webhook-id": messageId,
    "webhook-timestamp": timestamp,
    "webhook-signature": signature,
    "svix-id": messageId,
    "svix-timestamp": timestamp,
    "svix-signature": signature,
  };
}
