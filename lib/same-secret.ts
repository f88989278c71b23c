import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";

/** Compares hashes, so that the time it takes tells nothing of the secret, nor of its length. */
export function isSameSecret(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
