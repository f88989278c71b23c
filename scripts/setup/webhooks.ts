import { randomBytes, randomUUID } from "node:crypto";
import { catalogue } from "@/lib/catalogue";
import { canDeliver, NEEDS_PUBLIC_ADDRESS, webhookUrl } from "@/lib/checks/address";
import type { Configuration } from "@/lib/checks/configuration";
import type { DodoAccount } from "@/lib/dodo/account";
import {
  createEndpoint,
  listEndpoints,
  readEndpointSecret,
  updateEndpoint,
} from "@/lib/dodo/account-webhooks";
import { endpointDifferences } from "@/lib/dodo/differences";
import { eventDifferences } from "@/lib/providers/differences";
import { AccountTrouble } from "@/lib/providers/trouble";
import type { ResendAccount } from "@/lib/resend/account";
import { listResendWebhooks } from "@/lib/resend/account-lists";
import {
  createResendWebhook,
  RESEND_EVENTS,
  readResendSecret,
  updateResendWebhook,
} from "@/lib/resend/account-webhooks";
import { type Plan, type Step, stepFor } from "./plan";
import { keepSecret } from "./terminal";

const DODO_KEY = "DODO_WEBHOOK_KEY";
const RESEND_KEY = "RESEND_WEBHOOK_KEY";

interface Place {
  configuration: Configuration;
  /** False: the operator wants none. */
  isWanted: boolean;
}

/** Dodo's webhook endpoint and its key. Throws AccountTrouble. */
export async function planDodoWebhook(account: DodoAccount, plan: Plan, place: Place): Promise<void> {
  const { value } = place.configuration;
  const url = webhookUrl(value("BASE_URL") ?? "", "dodo");
  const away = whyNone("Dodo", place, "DODO_PAYMENTS_BASE_URL");
  if (away) {
    plan.steps.push(away);
    // The app wants a key; nobody signs with this one.
    plan.found.set(DODO_KEY, value(DODO_KEY) ?? `whsec_${randomBytes(24).toString("base64")}`);
    return;
  }
  const endpoints = (await listEndpoints(account)).filter((one) => one.url === url);
  const [endpoint, ...others] = endpoints;
  if (others.length > 0) plan.steps.push(severalAt("Dodo", url, endpoints));
  else if (endpoint) {
    await take(plan, DODO_KEY, await readEndpointSecret(account, endpoint.id));
    const what = `Dodo's webhook endpoint at ${url}`;
    plan.steps.push(stepFor(what, endpointDifferences(endpoint), () => updateEndpoint(account, endpoint.id)));
  } else {
    const made = { url, description: catalogue.productName, idempotencyKey: randomUUID() };
    const make = async () =>
      take(plan, DODO_KEY, await readEndpointSecret(account, await createEndpoint(account, made)));
    plan.steps.push({ kind: "make", text: `Dodo's webhook endpoint at ${url}.`, apply: make });
  }
}

/** Resend's, which the app can do without. Throws AccountTrouble. */
export async function planResendWebhook(account: ResendAccount, plan: Plan, place: Place): Promise<void> {
  const url = webhookUrl(place.configuration.value("BASE_URL") ?? "", "resend");
  const away = whyNone("Resend", place, "RESEND_BASE_URL");
  if (away) {
    plan.steps.push(away);
    return;
  }
  const endpoints = (await listResendWebhooks(account)).filter(({ endpoint }) => endpoint === url);
  const [endpoint, ...others] = endpoints;
  if (others.length > 0) plan.steps.push(severalAt("Resend", url, endpoints));
  else if (endpoint) {
    await take(plan, RESEND_KEY, await readResendSecret(account, endpoint.id));
    const { status, events } = endpoint;
    const state = { isDisabled: status === "disabled", events: events ?? null, wanted: RESEND_EVENTS };
    const what = `Resend's webhook endpoint at ${url}`;
    plan.steps.push(stepFor(what, eventDifferences(state), () => updateResendWebhook(account, endpoint.id)));
  } else {
    const text = `Resend's webhook endpoint at ${url}.`;
    const apply = () => makeResendWebhook(account, plan, url);
    plan.steps.push({ kind: "make", text, apply, isOptional: true });
  }
}

/** Some plans of Resend's allow one endpoint only. It is no reason to do without everything else. */
async function makeResendWebhook(account: ResendAccount, plan: Plan, url: string): Promise<string | null> {
  try {
    const { secret } = await createResendWebhook(account, url);
    await take(plan, RESEND_KEY, secret);
    return null;
  } catch (error) {
    if (!(error instanceof AccountTrouble)) throw error;
    if (error.kind === "refused") return `Resend refuses it: ${error.message} It goes on without.`;
    const made = error.mayBeDone
      ? (await listResendWebhooks(account)).find(({ endpoint }) => endpoint === url)
      : undefined;
    if (!made) throw error;
    await take(plan, RESEND_KEY, await readResendSecret(account, made.id));
    return null;
  }
}

/** A key that the provider does not tell again stays as it is in the file. */
async function take(plan: Plan, variable: string, secret: string | null): Promise<void> {
  if (secret === null) {
    const text = `The provider does not show its signing key again: copy it to ${variable} from the endpoint's page.`;
    plan.steps.push({ kind: "note", text });
    return;
  }
  keepSecret(secret);
  plan.found.set(variable, secret);
}

function whyNone(who: string, { configuration, isWanted }: Place, standIn: string): Step | null {
  const baseUrl = configuration.value("BASE_URL") ?? "";
  if (!isWanted) return { kind: "note", text: `No webhook endpoint at ${who}, as you asked for.` };
  if (canDeliver(baseUrl, configuration.value(standIn))) return null;
  return {
    kind: "note",
    text: `No webhook endpoint at ${who}, which can't reach ${baseUrl}. ${NEEDS_PUBLIC_ADDRESS}`,
  };
}

function severalAt(who: string, url: string, endpoints: readonly { id: string }[]): Step {
  const ids = endpoints.map(({ id }) => id).join(", ");
  return {
    kind: "blocked",
    text: `${who} has several webhook endpoints at ${url}: ${ids}. Only one key can be right: delete all but one at ${who}.`,
  };
}
