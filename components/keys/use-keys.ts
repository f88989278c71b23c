"use client";

import useSWR from "swr";
import { fetchJson, jsonPost, jsonRequest } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import type { CreatedKey, CreateKeyRequest, Key, KeyList, UpdateKeyRequest } from "@/lib/contracts/keys";
import { KEYS_PATH } from "@/lib/contracts/paths";

/** The customer's API keys and what can be done with them. Each change shows in the list before it is reported done. */
export function useKeys() {
  const fallbackData = usePrefetched<KeyList>(KEYS_PATH);
  const { data, error, mutate } = useSWR(KEYS_PATH, (path) => fetchJson<KeyList>(path), {
    fallbackData,
  });
  /** A list that can't be read anew is stale, which does not undo the change. */
  const refresh = () => mutate().catch(() => undefined);
  return {
    list: data,
    error,
    retry: () => void mutate(),
    create: async (request: CreateKeyRequest): Promise<CreatedKey> => {
      const created = await fetchJson<CreatedKey>(KEYS_PATH, jsonPost(request));
      await refresh();
      return created;
    },
    update: async (id: string, changes: UpdateKeyRequest): Promise<Key> => {
      const key = await fetchJson<Key>(`${KEYS_PATH}/${id}`, jsonRequest("PATCH", changes));
      await refresh();
      return key;
    },
    revoke: async (id: string): Promise<void> => {
      await fetchJson<Key>(`${KEYS_PATH}/${id}`, { method: "DELETE" });
      await refresh();
    },
  };
}
