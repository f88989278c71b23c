import { z } from "zod";
import { ALERT_LEVELS } from "./alert-levels";
import { sendingNoticeSchema } from "./sending-notice";

/**
 * - `none`: the customer has never had credits.
 * - `ok`, `low` (at or under `low_threshold`; `alert` says how far), `empty` (nothing left, sends are refused).
 */
export const creditStatusSchema = z.enum(["none", "ok", "low", "empty"]);
export type CreditStatus = z.infer<typeof creditStatusSchema>;

/** The life of a plan, in Dodo's words. */
export const planStatusSchema = z.enum([
  "pending",
  "active",
  "on_hold",
  "past_due",
  "paused",
  "cancelled",
  "failed",
  "expired",
]);
export type PlanStatus = z.infer<typeof planStatusSchema>;

/** A customer's plan as the dashboard shows it. */
export const planSchema = z.object({
  /** Which plan of the catalogue it is; null if that is not known yet. */
  key: z.string().nullable(),
  status: planStatusSchema,
  renews_at: z.iso.datetime().nullable(),
  cancels_at_period_end: z.boolean(),
});

/** Answer of `GET /api/credits`. All amounts are whole credits; one credit pays for one recipient. */
export const creditsSchema = z.object({
  /** What Dodo's ledger says the customer has. */
  balance: z.number().int(),
  /** Set aside for accepted emails that are not paid yet. */
  held: z.number().int().nonnegative(),
  /** balance − held: what can be spent now. Negative when credits were removed at Dodo from outside. */
  available: z.number().int(),
  /** Credits per cycle of the plan, or of the last grant for customers without a plan; null before the first. */
  allowance: z.number().int().positive().nullable(),
  /** At or under this many available credits the customer is warned; null before the first grant. */
  low_threshold: z.number().int().nonnegative().nullable(),
  status: creditStatusSchema,
  /** The deepest level of the customer's alerts that is reached. */
  alert: z.enum(ALERT_LEVELS),
  /** When the customer was last told of a level; null if never. Another moment is another alert. */
  alert_since: z.iso.datetime().nullable(),
  /** When Dodo last confirmed `balance`, RFC 3339; null if Dodo was never asked. */
  as_of: z.iso.datetime().nullable(),
  /** True when Dodo could not be asked just now and `balance` is the last one known. */
  stale: z.boolean(),
  /** The customer's plan as the dashboard shows it; null without one. */
  plan: planSchema.nullable(),
  /** What keeps the customer from spending them as they like; null if nothing does. */
  sending: sendingNoticeSchema.nullable(),
});
export type Credits = z.infer<typeof creditsSchema>;
