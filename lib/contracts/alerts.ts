import { z } from "zod";
import { type AlertLadder, misplacedLevel, PERCENT_MAX, PERCENT_MIN, RECIPIENTS_MAX } from "./alert-levels";

const levelSchema = z.strictObject({
  on: z.boolean(),
  percent: z.number().int().min(PERCENT_MIN).max(PERCENT_MAX),
});
const ladderSchema = z.strictObject({ low: levelSchema, very_low: levelSchema, critical: levelSchema });

/** Which mails are sent. Out of credits and failed payments are not among them: nobody can do without those. */
const mailsSchema = z.strictObject({
  low_balance: z.boolean(),
  expiring_credits: z.boolean(),
  receipts: z.boolean(),
});
export type AlertMails = z.infer<typeof mailsSchema>;

/** Body of `PUT /api/billing/alerts`. */
export const alertSettingsSchema = z
  .strictObject({
    levels: ladderSchema,
    mails: mailsSchema,
    /** Users of the account; null: the account's own address. */
    recipients: z.array(z.uuid()).min(1).max(RECIPIENTS_MAX).nullable(),
  })
  .superRefine(({ levels }, context) => {
    const level = misplacedLevel(levels satisfies AlertLadder);
    if (level)
      context.addIssue({
        code: "custom",
        path: ["levels", level, "percent"],
        message: "must be lower than the level above it",
      });
  });
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

/** Answer of `GET` and `PUT /api/billing/alerts`. */
export const alertSettingsViewSchema = z.object({
  levels: ladderSchema,
  mails: mailsSchema,
  recipients: z.array(z.uuid()).nullable(),
  account_email: z.string(),
  /** Who may be chosen. */
  people: z.array(z.object({ user_id: z.uuid(), email: z.string(), name: z.string().nullable() })),
});
export type AlertSettingsView = z.infer<typeof alertSettingsViewSchema>;
