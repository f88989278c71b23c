import "server-only";
import type { Check } from "../contracts/checks";
import { failed, ok, skipped } from "./check";

/** Signatures hold for five minutes; half a minute leaves room for the way. */
const SKEW_MAX_MS = 30_000;

/** Compares this machine's clock with somebody else's. Null: it could not be measured. */
export function checkClock(name: string, whose: string, skewMs: number | null): Check {
  if (skewMs === null) return skipped(name, `${whose} clock could not be read.`);
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= SKEW_MAX_MS) return ok(name, `${whose} clock agrees with this machine's.`);
  return failed(
    name,
    `This machine's clock is ${seconds} s ${skewMs > 0 ? "behind" : "ahead of"} ${whose} clock.`,
    "Switch on time synchronisation (NTP); signatures are refused when clocks differ by 5 minutes.",
  );
}
