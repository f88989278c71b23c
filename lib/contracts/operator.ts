import { z } from "zod";
import { isStorable } from "./address";

const NOTE_MAX = 500;
const customerId = z.uuid("Give the id of a customer.");
const words = z.string().trim().refine(isStorable, "Must not contain U+0000, nor half of a character.");
const note = words.min(1, "Say why: it stays in the log.").max(NOTE_MAX);
const reason = words.min(1, "Say why, in words for those who read it.").max(300);
const emailId = z.uuid("Give the id of an email.");

/** Body of `POST /api/operator/actions`. Each of them is written into the operators' log. */
export const operatorActionSchema = z.discriminatedUnion("action", [
  /** `reason` is shown to the customer. */
  z.strictObject({ action: z.literal("customer.pause"), customer_id: customerId, reason, note }),
  z.strictObject({ action: z.literal("customer.resume"), customer_id: customerId, note }),
  /** Credits a day; null lifts every limit. */
  z.strictObject({
    action: z.literal("customer.limit"),
    customer_id: customerId,
    daily_credits: z.number().int().min(1).max(10_000_000).nullable(),
    note,
  }),
  /** `id` names the adjustment: asked for twice, it is made once. Negative credits are taken. */
  z.strictObject({
    action: z.literal("customer.credits"),
    customer_id: customerId,
    id: z.uuid(),
    credits: z
      .number()
      .int("Credits are whole.")
      .min(-10_000_000)
      .max(10_000_000)
      .refine((credits) => credits !== 0, "Give a number other than 0."),
    note,
  }),
  z.strictObject({ action: z.literal("customer.reread"), customer_id: customerId }),
  z.strictObject({ action: z.literal("customer.capture"), customer_id: customerId }),
  /** Null: all customers, one after the other. */
  z.strictObject({ action: z.literal("drift.check"), customer_id: customerId.nullable() }),
  /** `reason` is for operators only. */
  z.strictObject({ action: z.literal("sending.halt"), reason, refuse: z.boolean() }),
  z.strictObject({ action: z.literal("sending.resume"), note }),
  z.strictObject({ action: z.literal("line.try"), provider: z.enum(["dodo", "resend"]) }),
  z.strictObject({ action: z.literal("email.look"), email_id: emailId }),
  z.strictObject({
    action: z.literal("email.sent"),
    email_id: emailId,
    resend_id: z.uuid("Give the id that Resend gave it."),
    note,
  }),
  z.strictObject({ action: z.literal("email.not_sent"), email_id: emailId, note }),
  z.strictObject({
    action: z.literal("webhook.replay"),
    source: z.enum(["dodo", "resend"]),
    id: words.min(1).max(256),
  }),
]);
export type OperatorAction = z.infer<typeof operatorActionSchema>;

/** Answer of `POST /api/operator/actions`: what came of it, in words. */
export interface ActionDone {
  message: string;
}

/** Body of `POST /api/operator/views`. */
export const beginViewSchema = z.strictObject({ customer_id: customerId, note });

/** Answer of `POST /api/operator/views`. */
export interface ViewBegun {
  ends_at: string;
}
