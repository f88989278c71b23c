import "server-only";
import { z } from "zod";

/**
 * A credit amount. The SDK's types say decimal string, the wire has been seen with numbers, so both are taken.
 * Emails are whole: what is behind the point (Dodo's NUMERIC has 28 places) is cut off, downwards.
 */
export const amountSchema = z
  .union([z.string().regex(/^-?\d{1,10}(\.\d+)?$/), z.number()])
  .transform((amount) => Math.floor(Number(amount)));
