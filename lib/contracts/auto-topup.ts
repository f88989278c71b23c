import { z } from "zod";
import { catalogue } from "../catalogue";
import { MONTHLY_CAP_MAX, thresholdMax } from "./auto-topup-limits";

/** A card that Dodo keeps for a customer, and may charge without them. */
export const savedCardSchema = z.object({
  id: z.string(),
  /** Such as `VISA`. */
  brand: z.string(),
  last_four: z.string(),
  /** `06/32`; null if Dodo does not say. */
  expires: z.string().nullable(),
});
export type SavedCard = z.infer<typeof savedCardSchema>;

/**
 * Why it stopped.
 * - `declined`: the bank refused the payment.
 * - `needs_customer`: the payment waits for the customer, or takes longer than a charge may.
 * - `card_missing`, `refused`: Dodo does not know the card, or refused the purchase. Nothing was charged.
 * - `unconfirmed`: there was no answer, and Dodo has no payment of it.
 * - `credits_missing`: it was paid, and the credits did not arrive.
 * - `price_changed`: the pack costs more than was agreed to.
 * - `payment_returned`: a payment was refunded, or disputed at the bank.
 */
export const stopReasonSchema = z.enum([
  "declined",
  "needs_customer",
  "card_missing",
  "refused",
  "unconfirmed",
  "credits_missing",
  "price_changed",
  "payment_returned",
]);
export type StopReason = z.infer<typeof stopReasonSchema>;

/** Answer of `GET` and `PUT /api/billing/auto-topup`, and of `POST /api/billing/auto-topup/resume`. */
export const autoTopUpSchema = z.object({
  /**
   * - `off`, `on`.
   * - `running`: a charge is under way, or paid and its credits are.
   * - `needs_card`: off, and there is no saved card to charge.
   * - `stopped`: it does nothing until the customer resumes it.
   * - `cap_reached`: it waits for the next month.
   */
  status: z.enum(["off", "on", "running", "needs_card", "stopped", "cap_reached"]),
  pack: z.string(),
  /** What one charge costs, before taxes. */
  price_minor: z.number().int().positive(),
  /** The credits that one charge adds. */
  credits: z.number().int().positive(),
  /** What was agreed to last; null if it never was. */
  threshold: z.number().int().nonnegative().nullable(),
  monthly_cap: z.number().int().positive().nullable(),
  card: savedCardSchema.omit({ expires: true }).nullable(),
  /** The cards that could be charged; null while Dodo can't be asked. */
  cards: z.array(savedCardSchema).nullable(),
  /** Charges of this calendar month (UTC) that were paid, or may have been. */
  used_this_month: z.number().int().nonnegative(),
  /** When the next month begins. */
  resets_at: z.iso.datetime(),
  stopped: z
    .object({ reason: stopReasonSchema, detail: z.string().nullable(), at: z.iso.datetime() })
    .nullable(),
  /** When the charge that is under way was begun. */
  running_since: z.iso.datetime().nullable(),
  /** When Dodo was asked for the cards, and whether it could not be asked just now. */
  as_of: z.iso.datetime(),
  stale: z.boolean(),
});
export type AutoTopUp = z.infer<typeof autoTopUpSchema>;

/** Body of `PUT /api/billing/auto-topup`. Turning it on, or changing it, says again what is agreed to. */
export const autoTopUpChangeSchema = z.discriminatedUnion("enabled", [
  z.strictObject({ enabled: z.literal(false) }),
  z
    .strictObject({
      enabled: z.literal(true),
      pack: z.enum(catalogue.packs.map(({ key }) => key)),
      threshold: z.number().int().min(0),
      monthly_cap: z.number().int().min(1).max(MONTHLY_CAP_MAX),
      payment_method_id: z.string().min(1).max(200),
      /** The price that was shown. */
      price_minor: z.number().int().positive(),
      /** The box was ticked. */
      consent: z.literal(true),
    })
    .refine(({ pack, threshold }) => threshold <= thresholdMax(pack), {
      path: ["threshold"],
      message: "must be less than the credits of one pack, or one charge would lead to the next",
    }),
]);
export type AutoTopUpChange = z.infer<typeof autoTopUpChangeSchema>;
