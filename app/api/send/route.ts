import { sendRequestSchema } from "@/lib/contracts/send";
import { sendEmail } from "@/lib/email";
import { env } from "@/lib/env";
import { idempotencyKey, prefersAsync } from "@/lib/http/preferences";
import { route } from "@/lib/http/route";

/** The largest html and text together, with room for escapes. */
const BODY_BYTES_MAX = 2 * 1024 * 1024;

/** Per customer; the operator's choice. */
const sendLimit = () => ({ name: "send", points: env().SEND_RATE_PER_MINUTE, perSeconds: 60 });

/** Sends an email for the signed-in customer: 200 when Resend has taken it, 202 when it goes out later. */
export const POST = route(
  {
    auth: "session",
    body: sendRequestSchema,
    bodyBytesMax: BODY_BYTES_MAX,
    limit: sendLimit,
  },
  async ({ viewer, request, body }) => {
    const respondAsync = prefersAsync(request);
    const { result, replayed } = await sendEmail({
      customerId: viewer.customerId,
      customerEmail: viewer.email,
      request: body,
      idempotencyKey: idempotencyKey(request),
      respondAsync,
    });
    const headers: Record<string, string> = {};
    if (replayed) headers["Idempotency-Replayed"] = "true";
    if (respondAsync) headers["Preference-Applied"] = "respond-async";
    if (result.status === "queued") headers.Location = `/api/emails/${result.id}`;
    return Response.json(result, { status: result.status === "sent" ? 200 : 202, headers });
  },
);
