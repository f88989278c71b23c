import { z } from "zod";
import { catalogue } from "../catalogue";

/** One of the keys of the catalogue. */
const keyOf = (offers: readonly { key: string }[]) => z.enum(offers.map(({ key }) => key));

/** Body of `POST /api/checkout/subscribe`, which may be missing: the first plan of the catalogue is meant. */
export const subscribeSchema = z.strictObject({ plan: keyOf(catalogue.plans).optional() }).optional();

/** Body of `POST /api/checkout/topup`, which may be missing: the first pack of the catalogue is meant. */
export const topUpSchema = z.strictObject({ pack: keyOf(catalogue.packs).optional() }).optional();

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
  /** Which plan or pack of the catalogue; null if that is not known any more. */
  offer: z.string().nullable(),
  status: z.enum(["open", "processing", "failed", "paid", "credited"]),
  /** Credits that this purchase adds. */
  credits: z.number().int().positive(),
});
export type CheckoutState = z.infer<typeof checkoutStateSchema>;
