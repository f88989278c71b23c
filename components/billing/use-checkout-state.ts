"use client";

import { useEffect, useState } from "react";
import useSWR from "swr";
import { fetchJson, ProblemError } from "@/components/http/fetch-json";
import type { CheckoutState } from "@/lib/contracts/checkout";

const POLL_MS = 1000;
/** The redirect may be faster than the payment, so an open checkout is not called abandoned before this. */
const GRACE_MS = 5000;
/** Payments are confirmed within seconds. Past this the reader is told that it may take longer, and the server is asked less often. */
const PATIENCE_MS = 30_000;
const LATE_POLL_MS = 5000;

/** What the reader is told. `confirming`: nothing certain yet. `unknown`: there is no such checkout. */
export type CheckoutPhase = "confirming" | "paid" | "credited" | "failed" | "open" | "late" | "unknown";

/** Follows one checkout until its end is known; one that nobody paid only until patience runs out. Null follows none. */
export function useCheckoutState(id: string | null): {
  phase: CheckoutPhase;
  state: CheckoutState | undefined;
} {
  const waitedMs = useWaited(id);
  const { data, error } = useSWR(
    id && `/api/checkout/${id}`,
    (path: string) => fetchJson<CheckoutState>(path),
    { refreshInterval: (state) => pollMs(state, waitedMs), revalidateOnFocus: false },
  );
  return { phase: phaseOf(data, error, waitedMs), state: data };
}

/** 0 stops the polling. */
function pollMs(state: CheckoutState | undefined, waitedMs: number): number {
  if (state?.status === "credited" || state?.status === "failed") return 0;
  if (waitedMs < PATIENCE_MS) return POLL_MS;
  return state?.status === "open" ? 0 : LATE_POLL_MS;
}

function phaseOf(state: CheckoutState | undefined, error: unknown, waitedMs: number): CheckoutPhase {
  if (state?.status === "credited" || state?.status === "failed") return state.status;
  if (error instanceof ProblemError && error.problem.status === 404) return "unknown";
  if (state?.status === "open" && waitedMs >= GRACE_MS) return "open";
  if (waitedMs >= PATIENCE_MS) return "late";
  return state?.status === "paid" ? "paid" : "confirming";
}

/** How long this checkout has been waited for, in the steps that change what is shown. */
function useWaited(id: string | null): number {
  const [waitedMs, setWaitedMs] = useState(0);
  useEffect(() => {
    if (!id) return;
    setWaitedMs(0);
    const timers = [GRACE_MS, PATIENCE_MS].map((ms) => setTimeout(() => setWaitedMs(ms), ms));
    return () => timers.forEach(clearTimeout);
  }, [id]);
  return waitedMs;
}
