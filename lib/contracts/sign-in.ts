import { z } from "zod";

/** Answer of `POST /api/auth/email-link` to `{ email, next? }`, the same whether or not the address has a user. */
export const linkSentSchema = z.object({
  sent: z.literal(true),
  /** Where to read the mail when the sandbox delivers it; null with the real Resend. */
  inbox_url: z.url().nullable(),
});
export type LinkSent = z.infer<typeof linkSentSchema>;
