"use client";

import type { ReactNode } from "react";
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

interface LiveDataProps {
  /** Answers that the server has already begun to fetch, by path. A promise of nothing means: ask the route. */
  fallback: Record<string, unknown>;
  children: ReactNode;
}

/** One policy for everything that the dashboard keeps up to date. */
export function LiveData({ fallback, children }: LiveDataProps) {
  return <SWRConfig value={{ ...config, fallback }}>{children}</SWRConfig>;
}
