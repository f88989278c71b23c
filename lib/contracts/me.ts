import { z } from "zod";

/** Answer of `GET /me`: whose key this is and what it may do. */
export const meSchema = z.object({
  customer: z.object({ id: z.uuid(), email: z.string() }),
  /** Null for a session. */
  key: z
    .object({
      id: z.uuid(),
      permission: z.enum(["full_access", "sending_access"]),
      /** The one domain that it may send from; null for all of the customer's. */
      domain: z.string().nullable(),
      /** Credits that may be spent with it per day and per calendar month, UTC; null for no limit. */
      daily_credits: z.number().int().nullable(),
      monthly_credits: z.number().int().nullable(),
    })
    .nullable(),
  /** `test`: credits are bought with test cards at Dodo Payments. */
  mode: z.enum(["test", "live"]),
  /** Sender of emails without a `from` of their own. */
  default_from: z.string(),
});
export type Me = z.infer<typeof meSchema>;
