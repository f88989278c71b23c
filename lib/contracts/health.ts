import { z } from "zod";

/** A provider's line: `ok`, `waiting` as the provider asked, or `stopped` until an operator acts. */
const lineHealthSchema = z.strictObject({
  state: z.enum(["ok", "waiting", "stopped"]),
  /** In the provider's words. */
  reason: z.string().optional(),
  /** When it stopped. */
  since: z.iso.datetime().optional(),
  /** No calls before; a stopped line is tried again then. */
  until: z.iso.datetime().optional(),
});
export type LineHealth = z.infer<typeof lineHealthSchema>;

/**
 * Answer of `GET /api/health`. `degraded`: this instance can serve, but a provider refuses all calls for a reason that
 * only an operator can mend. Emails are still accepted, and wait.
 */
export const healthSchema = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("up") }),
  z.strictObject({
    status: z.literal("degraded"),
    lines: z.strictObject({ resend: lineHealthSchema, dodo: lineHealthSchema }),
    /** Emails that wait to be sent; counted up to 100,000. */
    queued: z.number().int().nonnegative(),
    /** Emails of which Resend never said whether it took them; each needs an operator. Counted likewise. */
    unresolved: z.number().int().nonnegative(),
  }),
]);
export type Health = z.infer<typeof healthSchema>;
