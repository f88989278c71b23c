import "server-only";
import { catalogue, type Offer } from "../catalogue";
import { env } from "../env";

/** The product at Dodo that is bought with this offer. */
export function productIdOf({ key }: Offer): string {
  const id = env().PRODUCT_IDS.get(key);
  if (id === undefined) throw new Error(`The catalogue has no offer ${key}`);
  return id;
}

/** The key of the plan that a product is; null if it is none of the catalogue's. */
export function planKeyOf(productId: string): string | null {
  return catalogue.plans.find((plan) => productIdOf(plan) === productId)?.key ?? null;
}

/** Credits of one piece of a product that is a top-up pack; 0 for any other. */
export function packCreditsOf(productId: string): number {
  return catalogue.packs.find((pack) => productIdOf(pack) === productId)?.credits ?? 0;
}
