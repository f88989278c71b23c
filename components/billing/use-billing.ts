"use client";

import { useCallback, useEffect, useRef } from "react";
import useSWR from "swr";
import type { z } from "zod";
import { useCredits } from "@/components/balance/use-credits";
import { fetchJson, isSignedOut } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";

/** Dodo's budget is small, and nothing here changes what can be sent. */
const RETRY_MS = 15_000;

export interface Answer<T> {
  data: T | undefined;
  error: unknown;
  retry: () => void;
}

/**
 * What one card of the billing page shows. It is asked anew when the balance or the plan has changed, and when the reader
 * comes back; not by the clock, but for an answer that is stale, or of which `pollMs` says that it will change soon.
 */
export function useBilling<Schema extends z.ZodType<{ stale: boolean }>>(
  path: string,
  schema: Schema,
  pollMs: (answer: z.output<Schema>) => number = () => 0,
): Answer<z.output<Schema>> {
  const fallbackData = usePrefetched<z.output<Schema>>(path);
  const { data, error, mutate } = useSWR(path, (key: string) => fetchJson(key, schema), {
    fallbackData,
    // Another page's rows under this page's number would be wrong, not stale.
    keepPreviousData: false,
    revalidateIfStale: true,
    refreshInterval: (answer?: z.output<Schema>) => {
      if (!answer) return 0;
      return pollMs(answer) || (answer.stale ? RETRY_MS : 0);
    },
    onErrorRetry: (failure, _key, _config, revalidate, options) => {
      if (!isSignedOut(failure)) setTimeout(() => revalidate(options), RETRY_MS);
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
