import "server-only";
import type { ActiveGrants } from "../contracts/overview";
import { type Grants, readActiveGrants } from "../dodo/history";
import { perProcess } from "../per-process";
import { loadAccount } from "./account";

/** Grants change when credits are bought, which is noticed, and shrink as they are used, which is worked out. */
const FRESH_FOR_MS = 60_000;
/** While Dodo does not answer, what was read before is shown with its time. */
const SHOWN_FOR_MS = 60 * 60_000;
/** Customers of one process; who has not looked for the longest time is forgotten first. */
const CUSTOMERS_MAX = 2_000;

interface Reading {
  /** Differs after credits have arrived. */
  of: string;
  beganMs: number;
  grants: Promise<Grants>;
  /** The last that was read, also by an earlier reading. */
  last: ActiveGrants | null;
}

const readings = () => perProcess("active-grants", () => new Map<string, Reading>());

/**
 * The grants that still have credits, what is used next first. Asks Dodo once a minute per customer and process at most,
 * whoever looks, and after credits have arrived. Throws ProviderUnavailable if there is nothing to show.
 */
export async function listActiveGrants(customerId: string): Promise<ActiveGrants> {
  const { dodoCustomerId, balanceRoseAt } = await loadAccount(customerId);
  if (dodoCustomerId === null) return { grants: [], as_of: new Date().toISOString() };
  const of = `${dodoCustomerId} ${balanceRoseAt?.getTime()}`;
  const known = readings().get(customerId);
  const isFresh = known?.of === of && Date.now() - known.beganMs < FRESH_FOR_MS;
  const reading = isFresh ? known : begin(customerId, { dodoCustomerId, of, last: known?.last ?? null });
  try {
    const grants = await reading.grants;
    reading.last = { grants, as_of: new Date(reading.beganMs).toISOString() };
    return reading.last;
  } catch (error) {
    // The next who looks may try again.
    reading.beganMs = 0;
    if (reading.last && Date.now() - Date.parse(reading.last.as_of) < SHOWN_FOR_MS) return reading.last;
    throw error;
  }
}

function begin(
  customerId: string,
  { dodoCustomerId, of, last }: { dodoCustomerId: string; of: string; last: ActiveGrants | null },
): Reading {
  const reading = { of, beganMs: Date.now(), grants: readActiveGrants(dodoCustomerId), last };
  const all = readings();
  // Set anew, it is the last in the order of the map.
  all.delete(customerId);
  all.set(customerId, reading);
  const [oldest] = all.keys();
  if (all.size > CUSTOMERS_MAX && oldest !== undefined) all.delete(oldest);
  return reading;
}
