import { fetchJson } from "./fetch-json";

/**
 * A form of next-auth's, sent as its own client would: with its token against forged requests, and answered with where
 * to go next. That client is many times the size of this.
 */
export async function authPost(action: `signin/${string}` | "signout", callbackUrl: string): Promise<void> {
  const { csrfToken } = await fetchJson<{ csrfToken: string }>("/api/auth/csrf");
  const body = new URLSearchParams({ csrfToken, callbackUrl, json: "true" });
  const { url } = await fetchJson<{ url?: string }>(`/api/auth/${action}`, { method: "POST", body });
  window.location.assign(url ?? callbackUrl);
}
