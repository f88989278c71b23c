import "server-only";
import { AppError } from "../errors";

/** The offer with this key, the first without one. Throws `not_found`. */
export function requireOffer<Offer extends { key: string }>(
  offers: readonly [Offer, ...Offer[]],
  key: string | undefined,
): Offer {
  const offer = key === undefined ? offers[0] : offers.find((one) => one.key === key);
  if (offer) return offer;
  throw new AppError("not_found", "There is nothing with this key to buy.");
}
