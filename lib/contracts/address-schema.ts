import { z } from "zod";
import { ADDRESS_CHARS_MAX, ADDRESS_HINT, ADDRESS_TOO_LONG, formatAddress, parseAddress } from "./address";

/** One address, normalised. At most 320 characters with its name. */
export const addressSchema = z
  .string({ error: ADDRESS_HINT })
  .max(ADDRESS_CHARS_MAX, ADDRESS_TOO_LONG)
  .transform((text, context) => {
    const parsed = parseAddress(text);
    if (parsed) return formatAddress(parsed);
    context.addIssue({ code: "custom", message: ADDRESS_HINT });
    return z.NEVER;
  });
