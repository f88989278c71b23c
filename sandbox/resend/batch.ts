import type { CreateBatchRequestOptions, CreateBatchSuccessResponse } from "resend";
import { resendId } from "../ids";
import type { Sandbox } from "../sandbox";
import { acceptEmail } from "./accept";
import { checkEmail, type EmailInput } from "./email-input";
import { invalid, ResendError } from "./errors";

const batchMax = 100;

interface Permissive extends CreateBatchRequestOptions {
  batchValidation: "permissive";
}
type PermissiveAnswer = CreateBatchSuccessResponse<Permissive>;
type StrictAnswer = Pick<CreateBatchSuccessResponse, "data">;

/**
 * Strict: one bad email refuses all of them with the first error. Permissive: the good ones go, and `data`
 * holds their ids only, so its positions shift behind each index in `errors`.
 */
export function sendBatch(
  sandbox: Sandbox,
  body: unknown,
  options: { isPermissive: boolean; idempotencyKey: string | null },
): StrictAnswer | PermissiveAnswer {
  if (!Array.isArray(body) || body.length === 0)
    throw invalid("The request body must be an array of emails.");
  if (body.length > batchMax) throw invalid(`You can only send up to ${batchMax} emails in a batch.`);

  const errors: PermissiveAnswer["errors"] = [];
  const inputs: { index: number; input: EmailInput }[] = [];
  body.forEach((email: unknown, index) => {
    try {
      inputs.push({ index, input: checkEmail(sandbox, email) });
    } catch (error) {
      if (!options.isPermissive || !(error instanceof ResendError)) throw error;
      errors.push({ index, message: error.message });
    }
  });

  const id = resendId();
  const { idempotencyKey } = options;
  const data = inputs.map(({ index, input }) => ({
    id: acceptEmail(sandbox, input, { idempotencyKey, batch: { id, index } }).id,
  }));
  return options.isPermissive ? { data, errors } : { data };
}
