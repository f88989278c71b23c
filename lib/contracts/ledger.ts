import { z } from "zod";

/** One entry of the credit ledger at Dodo. */
export const ledgerEntrySchema = z.object({
  id: z.string(),
  /** Credits; positive when they came, negative when they went. */
  amount: z.number(),
  balance_after: z.number(),
  /** Dodo's kind of entry, such as `credit_added`, `credit_deducted`, `credit_expired`. */
  kind: z.string(),
  description: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** Answer of `GET /credits/ledger?limit=&page=`, newest first. Dodo counts pages, so MailKit does. */
export const ledgerPageSchema = z.object({
  object: z.literal("list"),
  has_more: z.boolean(),
  data: z.array(ledgerEntrySchema),
});
export type LedgerPage = z.infer<typeof ledgerPageSchema>;

/** A portion of credits with its own expiry. */
export const grantSchema = z.object({
  id: z.string(),
  /** Where it came from: `subscription`, `one_time`, `addon`, `api`, `rollover`. */
  source: z.string(),
  granted: z.number(),
  remaining: z.number(),
  /** `active`, `depleted`, or `expired`. */
  status: z.enum(["active", "depleted", "expired"]),
  expires_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
});
export type Grant = z.infer<typeof grantSchema>;

/** Answer of `GET /credits/grants?limit=&page=`: what is used first stands first among the active ones. */
export const grantPageSchema = z.object({
  object: z.literal("list"),
  has_more: z.boolean(),
  data: z.array(grantSchema),
});
export type GrantPage = z.infer<typeof grantPageSchema>;
