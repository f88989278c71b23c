"use client";

import { useCallback } from "react";
import useSWR from "swr";
import { fetchJson } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import type { Credits } from "@/lib/contracts/credits";
import { CREDITS_PATH } from "@/lib/contracts/paths";

interface CreditsState {
  /** The last credits known; undefined until the first answer. */
  credits: Credits | undefined;
  /** True when the last refresh failed, so that `credits` may be behind. */
  isBehind: boolean;
  /** Why the last refresh failed. */
  error: unknown;
  retry: () => void;
  /** Shows what a send has just answered, then asks the server for the rest. */
  showAvailable: (available: number) => void;
}

/**
 * The live balance. Any number of parts may read it; only those that pass `refreshIntervalMs` poll, so that a page
 * with three of them does not ask three times.
 */
export function useCredits(refreshIntervalMs = 0): CreditsState {
  const fallbackData = usePrefetched<Credits>(CREDITS_PATH);
  const { data, error, mutate } = useSWR(CREDITS_PATH, (path) => fetchJson<Credits>(path), {
    fallbackData,
    refreshInterval: refreshIntervalMs,
  });
  const retry = useCallback(() => void mutate(), [mutate]);
  return {
    credits: data,
    isBehind: error !== undefined,
    error,
    retry,
    showAvailable: (available) => void mutate((cached) => withAvailable(cached ?? data, available)),
  };
}

function withAvailable(credits: Credits | undefined, available: number): Credits | undefined {
  return credits && { ...credits, available, held: Math.max(0, credits.balance - available) };
}
