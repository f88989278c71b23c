"use client";

import useSWR from "swr";
import { fetchJson, jsonPost, jsonRequest } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import {
  type CreatedKey,
  type CreateKeyRequest,
  createdKeySchema,
  KEYS_PATH,
  type Key,
  type KeyList,
  keyListSchema,
  keySchema,
  type UpdateKeyRequest,
} from "@/lib/contracts/keys";

/** The customer's API keys and what can be done with them. Each change shows in the list before it is reported done. */
export function useKeys() {
  const fallbackData = usePrefetched<KeyList>(KEYS_PATH);
  const { data, error, mutate } = useSWR(KEYS_PATH, (path) => fetchJson(path, keyListSchema), {
    fallbackData,
  });
  /** A list that can't be read anew is stale, which does not undo the change. */
  const refresh = () => mutate().catch(() => undefined);
  return {
    list: data,
    error,
    retry: () => void mutate(),
    create: async (request: CreateKeyRequest): Promise<CreatedKey> => {
      const created = await fetchJson(KEYS_PATH, createdKeySchema, jsonPost(request));
      await refresh();
      return created;
    },
    update: async (id: string, changes: UpdateKeyRequest): Promise<Key> => {
      const key = await fetchJson(`${KEYS_PATH}/${id}`, keySchema, jsonRequest("PATCH", changes));
      await refresh();
      return key;
    },
    revoke: async (id: string): Promise<void> => {
      await fetchJson(`${KEYS_PATH}/${id}`, keySchema, { method: "DELETE" });
      await refresh();
    },
  };
}
