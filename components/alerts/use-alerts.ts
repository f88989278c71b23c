"use client";

import { useCallback } from "react";
import useSWR from "swr";
import { fetchJson, jsonRequest } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import { ALERTS_PATH } from "@/lib/contracts/alert-levels";
import type { AlertSettings, AlertSettingsView } from "@/lib/contracts/alerts";

/** The settings of alerts, and how they are saved. `save` throws what the server refuses. */
export function useAlerts() {
  const fallbackData = usePrefetched<AlertSettingsView>(ALERTS_PATH);
  const { data, error, mutate } = useSWR(ALERTS_PATH, (path) => fetchJson<AlertSettingsView>(path), {
    fallbackData,
  });
  const retry = useCallback(() => void mutate(), [mutate]);
  async function save(settings: AlertSettings): Promise<AlertSettingsView> {
    const saved = await fetchJson<AlertSettingsView>(ALERTS_PATH, jsonRequest("PUT", settings));
    await mutate(saved, { revalidate: false });
    return saved;
  }
  return { data, error, retry, save };
}
