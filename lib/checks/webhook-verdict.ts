import "server-only";
import type { Check } from "../contracts/checks";
import type { Difference } from "../providers/differences";
import { failed, ok } from "./check";

/** An endpoint of the account that leads to this deployment. */
export interface FoundEndpoint {
  id: string;
  differences: Difference[];
  /** Null: the provider does not tell it. */
  secret: string | null;
}

const FIX = "Run `npm run setup`.";

/** Decides whether a provider's endpoints deliver what this deployment can read. Pure. */
export function webhookVerdict(
  name: string,
  who: string,
  {
    url,
    endpoints,
    key,
    variable,
  }: { url: string; endpoints: FoundEndpoint[]; key: string; variable: string },
): Check {
  const [endpoint, ...others] = endpoints;
  if (!endpoint) return failed(name, `${who} has no webhook endpoint at ${url}.`, FIX);
  if (others.length > 0)
    return failed(
      name,
      `${who} has ${endpoints.length} webhook endpoints at ${url}, and the messages of all but one are refused.`,
      `Delete all but one at ${who}, then run \`npm run setup\`. They are ${endpoints.map(({ id }) => id).join(", ")}.`,
    );
  if (endpoint.secret !== null && endpoint.secret !== key)
    return failed(
      name,
      `${who} signs messages to ${url} with another key than ${variable}, so all of them are refused.`,
      `Run \`npm run setup\`, or copy the endpoint's signing key to ${variable}; then restart.`,
    );
  const harmful = endpoint.differences.filter(({ isHarmless }) => !isHarmless);
  if (harmful.length > 0)
    return failed(name, `${who}'s endpoint at ${url}: ${harmful.map(({ text }) => text).join("; ")}.`, FIX);
  return ok(name, `${who} sends what is used to ${url}${endpoint.secret ? ", signed with our key" : ""}.`);
}
