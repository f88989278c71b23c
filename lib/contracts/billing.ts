import { z } from "zod";

/** How fresh an answer is that Dodo gave. */
const freshness = {
  /** When Dodo was asked. */
  as_of: z.iso.datetime(),
  /** True when Dodo could not be asked just now and this is its last answer. */
  stale: z.boolean(),
};

/** A portion of credits that is still of use, with its own expiry. */
export const usableGrantSchema = z.object({
  id: z.string(),
  source: z.enum(["plan", "topup", "adjustment", "rollover"]),
  granted: z.number().int(),
  remaining: z.number().int(),
  expires_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
});
export type UsableGrant = z.infer<typeof usableGrantSchema>;

/** Answer of `GET /api/billing/grants`: the grants that have credits left, in the order in which they are used. */
export const usableGrantsSchema = z.object({ ...freshness, data: z.array(usableGrantSchema) });
export type UsableGrants = z.infer<typeof usableGrantsSchema>;

/** What an entry of the ledger was, for people. */
export const entryKindSchema = z.enum([
  "bought",
  "plan_started",
  "plan_renewed",
  "sent",
  "expired",
  "adjusted",
  "rolled_over",
  "refunded",
  "other",
]);
export type EntryKind = z.infer<typeof entryKindSchema>;

/** An entry of the credit ledger at Dodo, with the emails that it paid for. */
export const statementEntrySchema = z.object({
  id: z.string(),
  kind: entryKindSchema,
  /** Credits; positive when they came, negative when they went. */
  amount: z.number().int(),
  balance_after: z.number().int(),
  description: z.string().nullable(),
  created_at: z.iso.datetime(),
  /** The capture that this entry is; null for what is none of ours. */
  capture: z
    .object({
      id: z.uuid(),
      emails: z.number().int().nonnegative(),
      /** The email, if it is only one. */
      only: z.object({ id: z.uuid(), subject: z.string() }).nullable(),
    })
    .nullable(),
});
export type StatementEntry = z.infer<typeof statementEntrySchema>;

/** Answer of `GET /api/billing/ledger?limit=&page=`, newest first. Dodo counts pages from 0, so MailKit does. */
export const statementSchema = z.object({
  ...freshness,
  has_more: z.boolean(),
  data: z.array(statementEntrySchema),
});
export type Statement = z.infer<typeof statementSchema>;

/** One debit, and a page of the emails that it paid for, oldest first. */
export interface CaptureDetail {
  id: string;
  credits: number;
  state: "open" | "captured";
  /** Of Dodo's ledger; null until it has landed, or if Dodo only said that it knows it. */
  ledger_entry_id: string | null;
  created_at: string;
  captured_at: string | null;
  emails: {
    data: { id: string; subject: string; to: string[]; credits: number; sent_at: string | null }[];
    has_more: boolean;
  };
}

export const paymentStateSchema = z.enum([
  "paid",
  "refunded",
  "partially_refunded",
  "pending",
  "failed",
  "cancelled",
]);
export type PaymentState = z.infer<typeof paymentStateSchema>;

export const paymentSchema = z.object({
  id: z.string(),
  /** What was paid for: the plan's first cycle or a later one, or a top-up pack. */
  item: z.enum(["plan", "topup"]),
  state: paymentStateSchema,
  amount_minor: z.number().int(),
  /** ISO 4217. */
  currency: z.string(),
  /** Such as `VISA 4242`; null if Dodo does not say. */
  card: z.string().nullable(),
  has_invoice: z.boolean(),
  created_at: z.iso.datetime(),
});
export type Payment = z.infer<typeof paymentSchema>;

/** Answer of `GET /api/billing/payments?limit=&page=`, newest first. */
export const paymentPageSchema = z.object({
  ...freshness,
  has_more: z.boolean(),
  data: z.array(paymentSchema),
});
export type PaymentPage = z.infer<typeof paymentPageSchema>;

/** Answer of `GET /api/billing/forecast`. */
export const forecastSchema = z.object({
  ...freshness,
  /** What was captured lately; null if nothing was, and then there is nothing to reckon with. */
  pace: z.object({ credits: z.number().int().positive(), days: z.number().int().positive() }).nullable(),
  /** When the credits that are there are used up or gone; null without a pace or without credits. */
  lasts_until: z.iso.datetime().nullable(),
  /** The same with one more top-up pack, bought now. */
  with_topup: z
    .object({
      credits: z.number().int().positive(),
      lasts_until: z.iso.datetime(),
      /** Credits, of all, that would expire before they are used. */
      unused: z.number().int().nonnegative(),
    })
    .nullable(),
});
export type Forecast = z.infer<typeof forecastSchema>;

/** Body of `PATCH /api/billing/plan`: true ends the plan with its cycle, false lets it go on. */
export const planChangeSchema = z.strictObject({ cancel_at_period_end: z.boolean() });
