import "server-only";
import { parseAddress } from "./contracts/address";
import { env } from "./env";

/** Where customers write to somebody: SUPPORT_EMAIL, else the address that mails come from. */
export function supportAddress(): string {
  const { SUPPORT_EMAIL, EMAIL_FROM } = env();
  return SUPPORT_EMAIL ?? parseAddress(EMAIL_FROM)?.address ?? EMAIL_FROM;
}
