import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 256 bits, so that a plain hash is enough: there is nothing to guess and nothing to salt. */
const TOKEN_BYTES = 32;
const TOKEN = /^mk_[A-Za-z0-9_-]{43}$/;

/** A new key, as its owner sees it once. */
export function makeToken(): string {
  return `mk_${randomBytes(TOKEN_BYTES).toString("base64url")}`;
}

/** What is stored of a key. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** True for what could be a key at all. Anything else need not be looked for. */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text);
}
