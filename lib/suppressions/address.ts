import "server-only";
import { parseAddress } from "../contracts/address";

/** An address as the list has it: lower case, without a name. Null for what is no address. */
export function toListAddress(text: string): string | null {
  return parseAddress(text)?.address.toLowerCase() ?? null;
}
