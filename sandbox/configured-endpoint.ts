import { sandboxDefaults } from "./constants";
import type { Provider, WebhookEndpointRow } from "./entities";
import type { Sandbox } from "./sandbox";

const since = new Date(0).toISOString();

/**
 * The endpoint of the settings as its provider shows it: an account has one, too, when somebody made it by hand. It is
 * sent everything, and changed in the settings only. Null if none is set.
 */
export function configuredEndpoint(
  { settings }: Pick<Sandbox, "settings">,
  provider: Provider,
): WebhookEndpointRow | null {
  const [url, secret] =
    provider === "dodo"
      ? [settings.webhookUrl, settings.webhookSecret]
      : [settings.resendWebhookUrl, settings.resendWebhookSecret];
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
export function endpointsOf(sandbox: Sandbox, provider: Provider): WebhookEndpointRow[] {
  const configured = configuredEndpoint(sandbox, provider);
  const registered = sandbox.store.endpoints.all().filter((row) => row.provider === provider);
  return configured ? [configured, ...registered] : registered;
}
