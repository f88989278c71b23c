import "server-only";
import type { WebhookEvent } from "resend";
import { z } from "zod";
import { emailEventTypeSchema } from "../contracts/email-event";
import { AccountTrouble } from "../providers/trouble";
import type { ResendAccount } from "./account";

/** The events that MailKit uses: what becomes of an email, and of a domain. */
export const RESEND_EVENTS: readonly WebhookEvent[] = [
  ...emailEventTypeSchema.options.map((type) => `email.${type}` as const),
  "domain.updated",
  "domain.deleted",
];

const createdSchema = z.object({ id: z.string().min(1), signing_secret: z.string().min(1) });
const readSchema = z.object({ signing_secret: z.string().min(1).nullish() });

/** Makes an endpoint; its signing key is in the answer. Not idempotent: after a lost answer, look. Throws AccountTrouble. */
export async function createResendWebhook(
  account: ResendAccount,
  endpoint: string,
): Promise<{ id: string; secret: string }> {
  const created = await account.call(false, createdSchema, (client, options) =>
    client.webhooks.create({ endpoint, events: [...RESEND_EVENTS] }, options),
  );
  if (!created) throw gone();
  return { id: created.id, secret: created.signing_secret };
}

/** The key that Resend signs an endpoint's messages with; null if Resend does not tell it again. Throws AccountTrouble. */
export async function readResendSecret(account: ResendAccount, id: string): Promise<string | null> {
  const answer = await account.call(true, readSchema, (client, options) => client.webhooks.get(id, options));
  if (!answer) throw gone();
  return answer.signing_secret ?? null;
}

/** Switches an endpoint on, for exactly the events that MailKit uses. Throws AccountTrouble. */
export async function updateResendWebhook(account: ResendAccount, id: string): Promise<void> {
  const answer = await account.call(true, z.object({ id: z.string() }), (client, options) =>
    client.webhooks.update(id, { status: "enabled", events: [...RESEND_EVENTS] }, options),
  );
  if (!answer) throw gone();
}

const gone = () => new AccountTrouble("resend", "refused", "Resend does not know this webhook any more.");
