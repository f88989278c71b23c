import { z } from "zod";

/** Answer of `POST /api/checkout/subscribe` and `POST /api/checkout/topup`. */
export const checkoutStartedSchema = z.object({ checkout_url: z.url() });
export type CheckoutStarted = z.infer<typeof checkoutStartedSchema>;

/** Answer of `POST /api/checkout/portal`. */
export const portalOpenedSchema = z.object({ portal_url: z.url() });
export type PortalOpened = z.infer<typeof portalOpenedSchema>;

/**
 * Answer of `GET /api/checkout/{id}`, where id is MailKit's own checkout id, as `?checkout=` on return from Dodo.
 * - `open`: not paid (abandoned, or still at the hosted page).
 * - `processing`: Dodo has a payment that is neither done nor failed.
 * - `failed`: the last payment was declined or cancelled.
 * - `paid`: Dodo says paid; the credits are not in the balance yet.
 * - `credited`: the balance has risen since the checkout was started.
 */
export const checkoutStateSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["plan", "topup"]),
  status: z.enum(["open", "processing", "failed", "paid", "credited"]),
  /** Credits that this purchase adds. */
  credits: z.number().int().positive(),
});
export type CheckoutState = z.infer<typeof checkoutStateSchema>;
