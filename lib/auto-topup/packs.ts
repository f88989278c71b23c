import "server-only";
import { catalogue, type Pack } from "../catalogue";
import { productIdOf } from "../dodo/products";

/** A pack by its key in the catalogue, as it is sold now. A key that is sold no more means the usual pack. */
export function packOf(stored: string): Pack & { productId: string } {
  const pack = catalogue.packs.find(({ key }) => key === stored) ?? catalogue.topup;
  return { ...pack, productId: productIdOf(pack) };
}
