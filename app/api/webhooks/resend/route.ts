import { receiveResendWebhook } from "@/lib/email";
import { readText, WEBHOOK_BYTES_MAX } from "@/lib/http/body";
import { webhookLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** Resend tells what became of an email. The signature over the raw body says who is calling. */
export const POST = route({ auth: "none", limit: webhookLimit }, async ({ request }) => {
  await receiveResendWebhook(await readText(request, WEBHOOK_BYTES_MAX), request.headers);
  return { received: true };
});
