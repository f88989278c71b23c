"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import { SWRConfig, type SWRConfiguration } from "swr";
import { isSignedOut } from "./fetch-json";
import { signInAgain } from "./sign-in-again";

/** Flat rather than growing: a balance that is minutes late after a short outage would look broken. */
const RETRY_MS = 5000;

const config: SWRConfiguration = {
  keepPreviousData: true,
  // What the server rendered is fresh; polling and focus bring the rest.
  revalidateIfStale: false,
  // Shorter than the fastest polling, so that one reader's request never swallows another's.
  dedupingInterval: 500,
  onError: (error) => {
    if (isSignedOut(error)) signInAgain();
  },
  onErrorRetry: (error, _key, _config, revalidate, options) => {
    if (!isSignedOut(error)) setTimeout(() => revalidate(options), RETRY_MS);
  },
};

/** Answers that the server has already begun to fetch, by path. A promise of nothing means: ask the route. */
type Prefetched = Record<string, Promise<unknown>>;

const PrefetchedContext = createContext<Prefetched>({});

interface LiveDataProps {
  prefetched: Prefetched;
  children: ReactNode;
}

/** One policy for everything that the dashboard keeps up to date. */
export function LiveData({ prefetched, children }: LiveDataProps) {
  const outer = use(PrefetchedContext);
  const all = useMemo(() => ({ ...outer, ...prefetched }), [outer, prefetched]);
  return (
    <PrefetchedContext value={all}>
      <SWRConfig value={config}>{children}</SWRConfig>
    </PrefetchedContext>
  );
}

/**
 * What the server has fetched for this path; the component suspends until it is there. It is asked before useSWR and
 * handed over as `fallbackData`: an SWR hook that suspends on a promise of its own throws "Cannot access
 * 'returnedData' before initialization" when fresher data arrives before it is rendered again (swr 2.5.1, a snapshot
 * kept by React from the attempt that suspended compares with a variable that this attempt never reached).
 */
export function usePrefetched<T>(path: string): T | undefined {
  const promise = use(PrefetchedContext)[path];
  return promise && (use(promise) as T | undefined);
}
