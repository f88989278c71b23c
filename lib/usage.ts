import "server-only";
import type { FirstSteps, Usage } from "./contracts/overview";
import { InvalidInput } from "./errors";
import { isTimeZone } from "./usage/days";
import { readFirstSteps } from "./usage/first-steps";
import { readUsage } from "./usage/read";

/** The one door to what a customer's emails came to. */

/** The time zone where none is known. */
const UTC = "UTC";

/** Emails and credits per day of the last 30 days, and what was delivered. Throws InvalidInput for no time zone. */
export async function getUsage(customerId: string, timeZone: string | null): Promise<Usage> {
  const zone = timeZone ?? UTC;
  if (isTimeZone(zone)) return readUsage(customerId, zone);
  throw new InvalidInput([
    { pointer: "/time_zone", detail: "Give the name of a time zone, such as `Europe/Berlin`." },
  ]);
}

/** What of the first steps the customer has done. */
export async function getFirstSteps(customerId: string): Promise<FirstSteps> {
  return readFirstSteps(customerId);
}

/** The time zone if it is one, else UTC: for what a browser has remembered. */
export function timeZoneOr(given: string | undefined): string {
  return given !== undefined && isTimeZone(given) ? given : UTC;
}
