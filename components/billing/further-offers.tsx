import type { ReactNode } from "react";
import { formatCount, formatPrice } from "@/components/format";
import type { Pack, Plan } from "@/lib/catalogue";

interface FurtherOffersProps<Offer extends Plan | Pack> {
  label: string;
  /** All but the one that the card speaks of; nothing is shown without any. */
  offers: readonly Offer[];
  action: (offer: Offer) => ReactNode;
  /** What is to be known about all of them. */
  note?: string | undefined;
}

/** What else there is to buy, a line for each. */
export function FurtherOffers<Offer extends Plan | Pack>({
  label,
  offers,
  action,
  note,
}: FurtherOffersProps<Offer>) {
  if (offers.length === 0) return null;
  return (
    <>
      <ul aria-label={label} className="mt-5 divide-y border-t">
        {offers.map((offer) => (
          <li key={offer.key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <span>
              <span className="font-medium">{offer.name}</span>
              <span className="block text-muted">
                {formatCount(offer.credits)} credits, {formatPrice(offer.priceMinor, offer.currency)}{" "}
                {"interval" in offer ? `a ${offer.interval}` : "once"}
              </span>
            </span>
            {action(offer)}
          </li>
        ))}
      </ul>
      {note && <p className="border-t pt-3 text-[0.8125rem] text-muted">{note}</p>}
    </>
  );
}
