import { receiveDodoWebhook } from "@/lib/billing";
import { readText } from "@/lib/http/body";
import { route } from "@/lib/http/route";

/** Dodo's messages have a few kilobytes. Larger ones are refused before any signature is computed. */
const BODY_BYTES_MAX = 512 * 1024;

/** Dodo tells what has changed. The signature over the raw body says who is calling. */
export const POST = route({ auth: "none" }, async ({ request }) => {
  await receiveDodoWebhook(await readText(request, BODY_BYTES_MAX), request.headers);
  return { received: true };
});
