import { z } from "zod";

/**
 * The names that Resend's SDKs know. Any other is dangerous: the PHP SDK takes the answer for a success, the .NET SDK
 * throws while reading it.
 */
export const resendErrorNameSchema = z.enum([
  "application_error",
  "concurrent_idempotent_requests",
  "daily_quota_exceeded",
  "internal_server_error",
  "invalid_access",
  "invalid_api_key",
  "invalid_attachment",
  "invalid_from_address",
  "invalid_idempotency_key",
  "invalid_idempotent_request",
  "invalid_parameter",
  "invalid_region",
  "method_not_allowed",
  "missing_api_key",
  "missing_required_field",
  "monthly_quota_exceeded",
  "not_found",
  "rate_limit_exceeded",
  "restricted_api_key",
  "security_error",
  "validation_error",
]);
export type ResendErrorName = z.infer<typeof resendErrorNameSchema>;

/** Every error answer of the Resend-compatible routes. What Resend does not have is in `details`. */
export const resendErrorSchema = z.object({
  statusCode: z.number().int(),
  message: z.string(),
  name: resendErrorNameSchema,
  request_id: z.uuid(),
  /** `reason` is MailKit's own code of the error; the rest depends on it. */
  details: z.looseObject({
    reason: z.string(),
    available: z.number().int().optional(),
    required: z.number().int().optional(),
    top_up_url: z.string().optional(),
    retry_after: z.number().int().optional(),
  }),
});
export type ResendError = z.infer<typeof resendErrorSchema>;
