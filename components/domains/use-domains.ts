"use client";

import useSWR, { useSWRConfig } from "swr";
import { fetchJson, jsonPost, jsonRequest } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import type { Domain, DomainList, UpdateDomain } from "@/lib/contracts/resend/domain";
import { DOMAINS_PATH, domainPath, NEW_DOMAIN_PATH } from "./paths";

/** The server asks Resend every 10 s at the most; this is how soon a page hears of it. */
const REFRESH_MS = 5000;

/** The customer's domains. There are so few of them that one page has all. */
export function useDomains() {
  const fallbackData = usePrefetched<DomainList>(DOMAINS_PATH);
  return useSWR(DOMAINS_PATH, (path) => fetchJson<DomainList>(path), {
    fallbackData,
    refreshInterval: (list?: DomainList) =>
      list?.data.some(({ status }) => status === "pending") ? REFRESH_MS : 0,
    revalidateIfStale: true,
  });
}

/** One domain, looked at again and again while Resend looks for its records. */
export function useDomain(initial: Domain) {
  return useSWR(domainPath(initial.id), (path) => fetchJson<Domain>(path), {
    fallbackData: initial,
    refreshInterval: (domain?: Domain) => ((domain ?? initial).status === "pending" ? REFRESH_MS : 0),
  });
}

/** What can be done with domains. Each throws what `messageOf` words. */
export function useDomainActions() {
  const { mutate } = useSWRConfig();
  return {
    add: async (name: string, region: string): Promise<Domain> => {
      const domain = await fetchJson<Domain>(NEW_DOMAIN_PATH, jsonPost({ name, region }));
      void mutate(DOMAINS_PATH);
      return domain;
    },
    verify: async (id: string): Promise<void> => {
      await fetchJson(`${domainPath(id)}/verify`, jsonPost({}));
      await mutate(domainPath(id));
    },
    change: async (id: string, change: UpdateDomain): Promise<void> => {
      await fetchJson(domainPath(id), jsonRequest("PATCH", change));
      await mutate(domainPath(id));
    },
    remove: async (id: string): Promise<void> => {
      await fetchJson(domainPath(id), jsonRequest("DELETE", {}));
      void mutate(DOMAINS_PATH);
    },
  };
}
