import { z } from "zod";
import type { BatchAccepted } from "@/lib/contracts/resend/emails";
import { sendRequestSchema } from "@/lib/contracts/send";
import { SEND_AT_ONCE_MAX } from "@/lib/contracts/send-rules";
import { acceptBatch, type BatchEntry, tryOutEmails } from "@/lib/email";
import { AppError } from "@/lib/errors";
import { validate } from "@/lib/http/body";
import { route } from "@/lib/http/route";
import { EMAIL_BODY_BYTES_MAX, isDryRun, sendHeaders, sendLimit, sendOrder } from "@/lib/http/send-order";
import { tidyEmail } from "@/lib/http/tidy-email";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";

const batchSchema = z
  .array(z.unknown(), { error: "Send a JSON array of emails." })
  .min(1, "Send at least one email.")
  .max(SEND_AT_ONCE_MAX, `Send at most ${SEND_AT_ONCE_MAX} emails at once.`);
const entrySchema = z.preprocess(tidyEmail, sendRequestSchema);

/** Sends up to 100 emails. `x-batch-validation: permissive` accepts what is valid; otherwise all or nothing is. */
export const POST = route(
  {
    auth: "either",
    forSendingKeys: true,
    errors: "resend",
    body: batchSchema,
    bodyBytesMax: EMAIL_BODY_BYTES_MAX,
    sessionLimit: sendLimit,
  },
  async ({ request, caller, body }) => {
    const order = sendOrder(request, caller);
    const isPermissive = request.headers.get("x-batch-validation")?.toLowerCase() === "permissive";
    const entries = body.map(check);
    if (isDryRun(request)) return tryOutEmails(order, entries);
    const batch = await acceptBatch({ ...order, entries, mode: isPermissive ? "permissive" : "strict" });
    const accepted: BatchAccepted = {
      data: batch.emailIds.map((id) => ({ id })),
      ...(isPermissive ? { errors: batch.batchErrors } : {}),
    };
    return Response.json(accepted, { headers: sendHeaders(batch) });
  },
);

function check(entry: unknown): BatchEntry {
  try {
    return validate(entrySchema, entry);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
