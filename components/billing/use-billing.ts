"use client";

import { useCallback, useEffect, useRef } from "react";
import useSWR from "swr";
import { useCredits } from "@/components/credits/use-credits";
import { fetchJson, isSignedOut } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";

/** Dodo's budget is small, and nothing here changes what can be sent. */
const RETRY_MS = 15_000;
/** Whoever has no answer yet looks at an error. */
const FIRST_RETRY_MS = 4_000;

export interface Answer<T> {
  data: T | undefined;
  error: unknown;
  retry: () => void;
}

/**
 * What one card of the billing page shows. It is asked anew when the balance or the plan has changed, and when the reader
 * comes back; not by the clock, but for an answer that is stale, or of which `pollMs` says that it will change soon.
 */
export function useBilling<T extends { stale: boolean }>(
  path: string,
  pollMs: (answer: T) => number = () => 0,
): Answer<T> {
  const fallbackData = usePrefetched<T>(path);
  const { data, error, mutate } = useSWR(path, (key: string) => fetchJson<T>(key), {
    fallbackData,
    // Another page's rows under this page's number would be wrong, not stale.
    keepPreviousData: false,
    revalidateIfStale: true,
    refreshInterval: (answer?: T) => {
      if (!answer) return 0;
      return pollMs(answer) || (answer.stale ? RETRY_MS : 0);
    },
    onErrorRetry: (failure, _key, _config, revalidate, options) => {
      const waitMs = options.retryCount === 1 ? FIRST_RETRY_MS : RETRY_MS;
      if (!isSignedOut(failure)) setTimeout(() => revalidate(options), waitMs);
    },
  });
  const retry = useCallback(() => void mutate(), [mutate]);
  useOnNewCredits(retry);
  return { data, error, retry };
}

/** Calls back when the balance or the plan is another than it was. */
function useOnNewCredits(callBack: () => void): void {
  const { credits } = useCredits();
  const now = credits && JSON.stringify([credits.balance, credits.plan]);
  const before = useRef(now);
  useEffect(() => {
    if (before.current !== undefined && before.current !== now) callBack();
    before.current = now;
  }, [now, callBack]);
}
