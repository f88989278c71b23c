/** Where endpoints are read, and the keys in the cache: server and browser must name them alike. */
export const WEBHOOKS_PATH = "/api/webhooks";

export const webhookPath = (id: string) => `${WEBHOOKS_PATH}/${id}`;

/** A page of what was sent to an endpoint; `after` is the last one of the page before. */
export function messagesPath(webhookId: string, after: string | null): string {
  return `${webhookPath(webhookId)}/events${after ? `?after=${after}` : ""}`;
}

export const messagePath = (webhookId: string, id: string) => `${webhookPath(webhookId)}/events/${id}`;
