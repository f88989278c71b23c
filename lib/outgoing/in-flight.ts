import "server-only";
import { perProcess } from "../per-process";

/** A slow receiver takes 15 s for each attempt. These keep it from being all that a process is busy with. */
const PER_ENDPOINT_MAX = 2;
const PER_CUSTOMER_MAX = 4;
/** All receivers that have failed last, together: the others always have room. */
const FAILING_MAX = 8;

/** An attempt that is under way. */
export interface Flight {
  customerId: string;
  endpointId: string;
  /** Whether the endpoint's last attempt failed. */
  isFailing: boolean;
}

/** Whom nothing may be sent to now, because enough is under way. */
export interface Busy {
  customerIds: string[];
  endpointIds: string[];
  failing: boolean;
}

const flights = () => perProcess("outgoing-flights", () => new Set<Flight>());

/** Counts an attempt of this process until the returned function is called. */
export function takeOff(flight: Flight): () => void {
  const all = flights();
  all.add(flight);
  return () => all.delete(flight);
}

/** Who has enough under way in this process. */
export function whoIsBusy(): Busy {
  const all = [...flights()];
  return {
    customerIds: atLeast(
      PER_CUSTOMER_MAX,
      all.map(({ customerId }) => customerId),
    ),
    endpointIds: atLeast(
      PER_ENDPOINT_MAX,
      all.map(({ endpointId }) => endpointId),
    ),
    failing: all.filter(({ isFailing }) => isFailing).length >= FAILING_MAX,
  };
}

function atLeast(count: number, ids: string[]): string[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].filter(([, found]) => found >= count).map(([id]) => id);
}
