"use client";

import { useEffect, useRef } from "react";
import useSWR from "swr";
import { fetchJson } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import type { UsableGrants } from "@/lib/contracts/billing";
import type { FirstSteps, Usage } from "@/lib/contracts/overview";
import { FIRST_STEPS_PATH, GRANTS_PATH, usagePath } from "@/lib/contracts/paths";
import { useTimeZone } from "./time-zone";

const USAGE_REFRESH_MS = 60_000;
/** The server asks Dodo once a minute at most, so asking it more often shows nothing new. */
const GRANTS_REFRESH_MS = 60_000;
/** The server remembers for a few seconds what Dodo said, which may be from before the credits came. */
const SETTLED_MS = 5_000;
/** Steps are done on other pages, and often in another window. */
const STEPS_REFRESH_MS = 10_000;

/** What was sent in the last 30 days of the reader's time zone. Only one of those who read it needs to poll. */
export function useUsage({ polls = false } = {}) {
  const path = usagePath(useTimeZone());
  return useSWR(path, (key) => fetchJson<Usage>(key), {
    fallbackData: usePrefetched<Usage>(path),
    refreshInterval: polls ? USAGE_REFRESH_MS : 0,
  });
}

/** The grants that the balance is made of; read anew when the balance has grown. */
export function useGrants(balance: number | undefined) {
  const answer = useSWR(GRANTS_PATH, (path) => fetchJson<UsableGrants>(path), {
    fallbackData: usePrefetched<UsableGrants>(GRANTS_PATH),
    refreshInterval: GRANTS_REFRESH_MS,
  });
  const { mutate } = answer;
  const seen = useRef(balance);
  useEffect(() => {
    const hasGrown = balance !== undefined && seen.current !== undefined && balance > seen.current;
    seen.current = balance;
    if (!hasGrown) return;
    void mutate();
    const timer = setTimeout(() => void mutate(), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [balance, mutate]);
  return answer;
}

/** What of the first steps is done; asked again until all are. */
export function useFirstSteps(initial: FirstSteps) {
  return useSWR(FIRST_STEPS_PATH, (path) => fetchJson<FirstSteps>(path), {
    fallbackData: initial,
    refreshInterval: (steps?: FirstSteps) => (steps && isDone(steps) ? 0 : STEPS_REFRESH_MS),
  });
}

export const isDone = (steps: FirstSteps) => Object.values(steps).every((step) => step);
