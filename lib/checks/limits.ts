import "server-only";
import type { Check } from "../contracts/checks";
import type { Sighting } from "../providers/ask";
import { ok, skipped } from "./check";

/**
 * What a provider's own headers say of its request limit. None left is no fault: the app keeps below it and waits. Dodo
 * speaks of a minute or of a second, and does not say which.
 */
export function checkLimit(name: string, who: string, seen: Sighting | null): Check {
  const limit = Number(seen?.limit ?? Number.NaN);
  if (!Number.isFinite(limit)) return skipped(name, `${who} did not say what its request limit is.`);
  const remaining = Number(seen?.remaining ?? Number.NaN);
  const left = Number.isFinite(remaining) ? `, ${remaining} left just now` : "";
  return ok(name, `${who} allows ${limit} requests in its window${left}.`);
}
