import "server-only";
import { z } from "zod";
import type { SavedCard } from "../contracts/auto-topup";
import type { Priority } from "../providers/line";
import { callDodo } from "./client";

const TIMEOUT_MS = 10_000;

const methodsSchema = z.object({
  items: z.array(
    z.object({
      payment_method_id: z.string().min(1),
      payment_method: z.string(),
      recurring_enabled: z.boolean().nullish(),
      last_used_at: z.string().nullish(),
      card: z
        .object({
          card_network: z.string().nullish(),
          last4_digits: z.string().nullish(),
          expiry_month: z.string().nullish(),
          expiry_year: z.string().nullish(),
          card_issuing_country: z.string().nullish(),
        })
        .nullish(),
    }),
  ),
});
type Method = z.infer<typeof methodsSchema>["items"][number];

/** A card that may be charged, with what a charge needs and nobody is shown. */
export interface ChargeableCard extends SavedCard {
  issuingCountry: string | null;
}

/**
 * The customer's cards that Dodo may charge without them, the last used one first. What Dodo does not say to be for
 * recurring charges is left out: it would be asked for a confirmation that nobody is there to give. Throws
 * ProviderUnavailable.
 */
export async function readChargeableCards(
  dodoCustomerId: string,
  priority: Priority,
): Promise<ChargeableCard[]> {
  const { items } = await callDodo(priority, async (client) =>
    methodsSchema.parse(
      await client.customers.retrievePaymentMethods(dodoCustomerId, { timeout: TIMEOUT_MS }),
    ),
  );
  return items
    .filter(({ payment_method, recurring_enabled, card }) => {
      return payment_method === "card" && recurring_enabled === true && Boolean(card?.last4_digits);
    })
    .sort((a, b) => (b.last_used_at ?? "").localeCompare(a.last_used_at ?? ""))
    .map(toCard);
}

function toCard({ payment_method_id: id, card }: Method): ChargeableCard {
  const month = card?.expiry_month;
  const year = card?.expiry_year;
  return {
    id,
    brand: card?.card_network || "Card",
    last_four: card?.last4_digits ?? "",
    expires: month && year ? `${month.padStart(2, "0")}/${year.slice(-2)}` : null,
    issuingCountry: card?.card_issuing_country ?? null,
  };
}
