import { sandboxDefaults } from "./constants";
import type { Provider, WebhookEndpointRow } from "./entities";
import type { Ground } from "./ground";

const since = new Date(0).toISOString();

/** Where the settings send a provider's messages, which may be nowhere, and how they are signed. */
export function ofSettings({ settings }: Pick<Ground, "settings">, provider: Provider) {
  return provider === "dodo"
    ? { url: settings.webhookUrl, secret: settings.webhookSecret }
    : { url: settings.resendWebhookUrl, secret: settings.resendWebhookSecret };
}

/**
 * The endpoint of the settings as its provider shows it: an account has one, too, when somebody made it by hand. It is
 * sent everything, and changed in the settings only. Null if none is set.
 */
function configuredEndpoint(ground: Pick<Ground, "settings">, provider: Provider): WebhookEndpointRow | null {
  const { url, secret } = ofSettings(ground, provider);
  if (url === null) return null;
  return {
    id: sandboxDefaults.configuredEndpointIds[provider],
    provider,
    url,
    secret,
    description: "Of the sandbox's settings",
    filter_types: null,
    disabled: false,
    metadata: {},
    idempotency_key: null,
    created_at: since,
    updated_at: since,
  };
}

/** All endpoints of a provider, oldest first. */
export function endpointsOf(ground: Ground, provider: Provider): WebhookEndpointRow[] {
  const configured = configuredEndpoint(ground, provider);
  const registered = ground.store.endpoints.all().filter((row) => row.provider === provider);
  return configured ? [configured, ...registered] : registered;
}
