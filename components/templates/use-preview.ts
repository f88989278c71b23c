"use client";

import { useEffect, useState } from "react";
import useSWR from "swr";
import { fetchJson, jsonPost } from "@/components/http/fetch-json";
import type { TemplatePreview } from "@/lib/contracts/template-preview";
import { PREVIEW_PATH } from "./paths";

/** Long enough that the server is not asked for each letter. */
const PAUSE_MS = 350;

/** What a send would make of this body; the last answer stays until there is a newer one. */
export function usePreview(body: object) {
  const text = JSON.stringify(body);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, error } = useSWR(["template-preview", settled], render, {
    keepPreviousData: true,
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  });
  return { preview: data, error: settled === text ? error : undefined, isCurrent: settled === text };
}

const render = ([, body]: string[]) => askPreview(JSON.parse(body ?? "{}") as object);

/** Asks once. Throws what `fetchJson` does. */
export function askPreview(body: object): Promise<TemplatePreview> {
  return fetchJson<TemplatePreview>(PREVIEW_PATH, jsonPost(body));
}
