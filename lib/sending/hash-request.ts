import "server-only";
import { createHash } from "node:crypto";

/** Of a request after normalisation: two requests under one key are the same if this is. */
export function hashRequest(request: unknown): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("base64url");
}
