import { z } from "zod";

/** One thing that is wrong with the input: `pointer` is a JSON pointer into the body (RFC 6901), `""` for the whole. */
export const inputIssueSchema = z.object({ pointer: z.string(), detail: z.string() });
export type InputIssue = z.infer<typeof inputIssueSchema>;

/**
 * Every error answer: an RFC 9457 problem with a stable `code`, and `error` with the text for people.
 * Further members depend on the code: `available`, `required`, `top_up_url` with `insufficient_credits`,
 * `errors` with `invalid_input`, `retry_after` (seconds) where trying again helps.
 */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** `urn:uuid:` and the request id, which the logs have too. */
  instance: z.string(),
  code: z.string(),
  error: z.string(),
  errors: z.array(inputIssueSchema).optional(),
  available: z.number().int().optional(),
  required: z.number().int().optional(),
  top_up_url: z.string().optional(),
  retry_after: z.number().int().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
