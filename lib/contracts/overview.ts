import { z } from "zod";

const count = z.number().int().nonnegative();

/** Answer of `GET /api/dashboard/overview/usage?time_zone=`: sent emails by the day they were sent. */
export const usageSchema = z.object({
  time_zone: z.string(),
  /** The last 30 days, oldest first, without gaps; the last one is today. */
  days: z.array(z.object({ date: z.iso.date(), emails: count, credits: count })),
  /** Of the emails of these days. `failed` never left Resend; a complaint is about a delivered one. */
  delivery: z.object({ sent: count, delivered: count, bounced: count, failed: count, complained: count }),
  as_of: z.iso.datetime(),
});
export type Usage = z.infer<typeof usageSchema>;
export type UsageDay = Usage["days"][number];
export type Delivery = Usage["delivery"];

/** Answer of `GET /api/dashboard/overview/first-steps`. */
export const firstStepsSchema = z.object({
  has_credits: z.boolean(),
  has_key: z.boolean(),
  has_sent: z.boolean(),
  has_domain: z.boolean(),
});
export type FirstSteps = z.infer<typeof firstStepsSchema>;
