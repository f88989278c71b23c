import "server-only";
import { catalogue } from "../catalogue";
import { AUTO_TOPUP_DEFAULTS, AUTO_TOPUP_PACKS, type AutoTopUpPack } from "../contracts/auto-topup-limits";
import { env } from "../env";

interface Pack {
  key: AutoTopUpPack;
  productId: string;
  credits: number;
  priceMinor: number;
}

/** A pack by its key in the catalogue, as it is sold now. A key that is sold no more means the usual pack. */
export function packOf(stored: string): Pack {
  const key = AUTO_TOPUP_PACKS.find((known) => known === stored) ?? AUTO_TOPUP_DEFAULTS.pack;
  const { credits, priceMinor } = catalogue[key];
  const products: Record<AutoTopUpPack, string> = { topup: env().TOPUP_PRODUCT_ID };
  return { key, productId: products[key], credits, priceMinor };
}
