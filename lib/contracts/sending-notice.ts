import { z } from "zod";

/**
 * What bounds a customer's sending besides their credits.
 *
 * - `paused`: nothing more is accepted, and what was accepted waits.
 * - `halted`: the operator has stopped all sending, everybody's.
 * - `slowed`: too many emails bounced or were complained of. `limited`: the operator has set a limit. `new`: the account has
 *   no history yet. Each is a number of credits a day.
 */
export const sendingNoticeSchema = z.object({
  kind: z.enum(["paused", "halted", "slowed", "limited", "new"]),
  /** In words for the customer; empty for a limit that explains itself. */
  reason: z.string(),
  /** Whether requests to send are accepted now, if they are within what is left. */
  is_accepting: z.boolean(),
  /** Credits that may be used in a day (UTC); null where it is no limit that bounds. */
  daily_credits: z.number().int().nullable(),
  /** Of these, what is left today. */
  left_today: z.number().int().nullable(),
});
export type SendingNotice = z.infer<typeof sendingNoticeSchema>;
