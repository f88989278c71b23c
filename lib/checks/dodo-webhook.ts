import "server-only";
import type { Check } from "../contracts/checks";
import type { DodoAccount } from "../dodo/account";
import { listEndpoints, readEndpointSecret } from "../dodo/account-webhooks";
import { endpointDifferences } from "../dodo/differences";
import { canDeliver, NEEDS_PUBLIC_ADDRESS, webhookUrl } from "./address";
import { checking, skipped } from "./check";
import type { CheckContext } from "./context";
import { type FoundEndpoint, webhookVerdict } from "./webhook-verdict";

const NAME = "dodo_webhook";

/** Whether Dodo tells this deployment what happens, in messages that it can check. */
export function checkDodoWebhook(account: DodoAccount, { configuration }: CheckContext): Promise<Check> {
  return checking(NAME, async () => {
    const [baseUrl, key] = [configuration.value("BASE_URL"), configuration.value("DODO_WEBHOOK_KEY")];
    if (!baseUrl || !key) return skipped(NAME, "BASE_URL or DODO_WEBHOOK_KEY is not set.");
    if (!canDeliver(baseUrl, configuration.value("DODO_PAYMENTS_BASE_URL")))
      return skipped(
        NAME,
        `Dodo can't reach ${baseUrl}. Balances are read from it all the same, only a little later.`,
        NEEDS_PUBLIC_ADDRESS,
      );
    const url = webhookUrl(baseUrl, "dodo");
    const endpoints: FoundEndpoint[] = [];
    for (const endpoint of await listEndpoints(account))
      if (endpoint.url === url)
        endpoints.push({
          id: endpoint.id,
          differences: endpointDifferences(endpoint),
          secret: await readEndpointSecret(account, endpoint.id),
        });
    return webhookVerdict(NAME, "Dodo", { url, endpoints, key, variable: "DODO_WEBHOOK_KEY" });
  });
}
