"use client";

import useSWR, { useSWRConfig } from "swr";
import { fetchJson } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import type {
  WebhookAttemptList,
  WebhookList,
  WebhookMessage,
  WebhookMessageDetail,
  WebhookMessageList,
} from "@/lib/contracts/resend/webhooks";
import { messagePath, messagesPath, WEBHOOKS_PATH, webhookPath } from "./paths";

/** While an attempt is about to be made. */
const SOON_MS = 2_000;
/** Otherwise the next one is minutes or hours away, but new messages come at any time. */
const REFRESH_MS = 5_000;
const IS_SOON_MS = 60_000;

/** The customer's endpoints, without their secrets. */
export function useWebhooks() {
  return useSWR(WEBHOOKS_PATH, (path) => fetchJson<WebhookList>(path), {
    fallbackData: usePrefetched<WebhookList>(WEBHOOKS_PATH),
    refreshInterval: REFRESH_MS,
    revalidateIfStale: true,
  });
}

/** A page of what was and will be sent to an endpoint. */
export function useMessages(webhookId: string, after: string | null) {
  const path = messagesPath(webhookId, after);
  return useSWR(path, () => fetchJson<WebhookMessageList>(path), {
    fallbackData: usePrefetched<WebhookMessageList>(path),
    refreshInterval: (page?: WebhookMessageList) => (page?.data.some(isSoon) ? SOON_MS : REFRESH_MS),
    // Another page's rows would be wrong, not stale.
    keepPreviousData: false,
    revalidateIfStale: true,
  });
}

/** What is posted, once somebody wants to see it. */
export function useMessage(webhookId: string, id: string) {
  return useSWR(messagePath(webhookId, id), (path) => fetchJson<WebhookMessageDetail>(path));
}

/** The attempts of one message. */
export function useAttempts(webhookId: string, message: WebhookMessage) {
  const path = `${messagePath(webhookId, message.id)}/attempts`;
  return useSWR(path, () => fetchJson<WebhookAttemptList>(path), {
    refreshInterval: isSoon(message) ? SOON_MS : REFRESH_MS,
    revalidateIfStale: true,
  });
}

/** Has everything about an endpoint read again after it was changed. */
export function useRefresh(webhookId: string): () => Promise<unknown> {
  const { mutate } = useSWRConfig();
  const isOf = (key: unknown) =>
    typeof key === "string" && (key === WEBHOOKS_PATH || key.startsWith(webhookPath(webhookId)));
  return () => mutate(isOf);
}

function isSoon({ next_attempt_at: next }: WebhookMessage): boolean {
  return next !== null && Date.parse(next) - Date.now() < IS_SOON_MS;
}
