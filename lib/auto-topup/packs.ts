import "server-only";
import { type Pack, packOfKey } from "../catalogue";
import { productIdOf } from "../dodo/products";

/** The pack that a customer agreed to, as it is sold now, and its product at Dodo. */
export function packOf(stored: string): Pack & { productId: string } {
  const pack = packOfKey(stored);
  return { ...pack, productId: productIdOf(pack) };
}
