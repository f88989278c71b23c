"use client";

import useSWR from "swr";
import { fetchJson } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import type { TemplateList } from "@/lib/contracts/template";
import type { TemplateVersionList } from "@/lib/contracts/template-version";
import { PUBLISHED_PATH, type TemplatesQuery, templatesPath, versionsPath } from "./paths";

/** A page of the customer's templates. */
export function useTemplates(query: TemplatesQuery) {
  const path = templatesPath(query);
  return useSWR(path, (key: string) => fetchJson<TemplateList>(key), {
    fallbackData: usePrefetched<TemplateList>(path),
    // Another page's rows under this page's heading would be wrong, not stale.
    keepPreviousData: false,
    revalidateIfStale: true,
  });
}

/** The templates that can be sent. */
export function usePublishedTemplates() {
  return useSWR(PUBLISHED_PATH, (key: string) => fetchJson<TemplateList>(key), {
    fallbackData: usePrefetched<TemplateList>(PUBLISHED_PATH),
    revalidateIfStale: true,
  });
}

/** What was published of a template. */
export function useVersions(id: string) {
  return useSWR(versionsPath(id), (key: string) => fetchJson<TemplateVersionList>(key), {
    revalidateIfStale: true,
  });
}
