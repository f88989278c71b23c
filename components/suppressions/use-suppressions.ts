"use client";

import useSWR from "swr";
import { fetchJson } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import type { SuppressionList } from "@/lib/contracts/suppression";
import { type SuppressionsQuery, suppressionsPath } from "./paths";

export function useSuppressions(query: SuppressionsQuery) {
  const path = suppressionsPath(query);
  const fallbackData = usePrefetched<SuppressionList>(path);
  return useSWR(path, (key) => fetchJson<SuppressionList>(key), {
    fallbackData,
    // Another page's rows under this page's heading would be wrong, not stale.
    keepPreviousData: false,
    revalidateIfStale: true,
  });
}
