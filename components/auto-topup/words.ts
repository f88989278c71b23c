import { formatCount, formatCounted, formatPrice } from "@/components/format";
import type { Pack } from "@/lib/catalogue";
import type { StopReason } from "@/lib/contracts/auto-topup";

/** Why it has stopped, in one sentence, and what that means for the card and what to do. */
export const stopWords: Record<StopReason, { title: string; advice: string }> = {
  declined: {
    title: "Auto top-up has stopped: your card was declined.",
    advice: "Nothing was charged. Make sure that the card works, or choose another, and resume.",
  },
  needs_customer: {
    title: "Auto top-up has stopped: the payment needs you.",
    advice:
      "If it goes through after all, its credits arrive by themselves and auto top-up goes on. If you are in a hurry, buy a pack by hand: that is a payment of its own.",
  },
  card_missing: {
    title: "Auto top-up has stopped: your card is not saved any more.",
    advice: "Nothing was charged. Choose another card.",
  },
  refused: {
    title: "Auto top-up has stopped: Dodo Payments refused the purchase.",
    advice: "Nothing was charged. Choose another card, or resume to try again.",
  },
  unconfirmed: {
    title: "Auto top-up has stopped: a charge was never confirmed.",
    advice:
      "There was no answer, and half an hour later no payment of it: as far as Dodo Payments knows, nothing was charged. Resume to try again.",
  },
  credits_missing: {
    title: "Auto top-up has stopped: paid credits have not arrived.",
    advice:
      "Your card was charged and the credits are still missing, so nothing more is bought. Ask us what became of them, and resume when you want to go on.",
  },
  price_changed: {
    title: "Auto top-up has stopped: the pack costs more now.",
    advice: "Nothing was charged. Open the settings and agree to the new price.",
  },
  payment_returned: {
    title: "Auto top-up has stopped: one of your payments was refunded or disputed.",
    advice: "Nothing more is charged by itself. Resume when you want to go on.",
  },
};

export const cardWords = ({ brand, last_four }: { brand: string; last_four: string }): string =>
  `${brand} ending in ${last_four}`;

/** What the customer agrees to, in full. */
export function consentWords(
  { priceMinor, currency }: Pick<Pack, "priceMinor" | "currency">,
  terms: { card: string; threshold: number; monthlyCap: number },
): string {
  const price = formatPrice(priceMinor, currency);
  const most = formatPrice(priceMinor * terms.monthlyCap, currency);
  const condition =
    terms.threshold === 0
      ? "I have no credits left"
      : `I have ${formatCounted(terms.threshold, "credit")} or fewer`;
  return `I agree that my ${terms.card} may be charged ${price} automatically whenever ${condition}, at most ${formatCount(terms.monthlyCap)} ${terms.monthlyCap === 1 ? "time" : "times"} a month (${most}), until I turn this off. Taxes may come on top.`;
}
