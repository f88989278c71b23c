import { sendRequestSchema } from "@/lib/contracts/send";
import { sendEmail } from "@/lib/email";
import { prefersAsync } from "@/lib/http/preferences";
import { route } from "@/lib/http/route";
import { EMAIL_BODY_BYTES_MAX, sendLimit, sendOrder } from "@/lib/http/send-order";

/** Sends an email: 200 when Resend has taken it, 202 when it goes out later. */
export const POST = route(
  {
    auth: "either",
    forSendingKeys: true,
    body: sendRequestSchema,
    bodyBytesMax: EMAIL_BODY_BYTES_MAX,
    sessionLimit: sendLimit,
  },
  async ({ caller, request, body }) => {
    const respondAsync = prefersAsync(request);
    const { result, replayed } = await sendEmail({
      ...sendOrder(request, caller),
      request: body,
      respondAsync,
    });
    const headers: Record<string, string> = {
      "X-MailKit-Credits-Charged": String(result.credits.charged),
      "X-MailKit-Credits-Remaining": String(result.credits.available),
    };
    if (replayed) headers["Idempotency-Replayed"] = "true";
    if (respondAsync) headers["Preference-Applied"] = "respond-async";
    if (result.status !== "sent") headers.Location = `/api/emails/${result.id}`;
    return Response.json(result, { status: result.status === "sent" ? 200 : 202, headers });
  },
);
