import "server-only";
import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { Check } from "../contracts/checks";
import { isMessageStored } from "../db/probe";
import { reasonOf } from "../db/require-current";
import { webhookUrl } from "./address";
import { failed, ok, skipped } from "./check";
import type { CheckContext } from "./context";

type Provider = "dodo" | "resend";

/** Of no provider, so it is stored and then ignored. */
const EVENT_TYPE = "mailkit.check";
const KEYS = { dodo: "DODO_WEBHOOK_KEY", resend: "RESEND_WEBHOOK_KEY" } as const;
const PROVIDERS = { dodo: "Dodo", resend: "Resend" } as const;
const HEADERS = { dodo: "webhook", resend: "svix" } as const;
const UNREACHABLE = "Start the app, and check BASE_URL, its DNS, TLS, and the proxy in front.";

/**
 * Whether a provider's message would be taken at BASE_URL: one that is signed well, of a type that nothing depends on,
 * must be stored in our database, and one that is signed with another key must be refused. Nothing else is changed.
 */
export async function checkDelivery(context: CheckContext, provider: Provider): Promise<Check> {
  const { configuration, messageId, manners } = context;
  const name = `${provider}_delivery`;
  const [baseUrl, key] = [configuration.value("BASE_URL"), configuration.value(KEYS[provider])];
  if (!baseUrl || !key)
    return skipped(
      name,
      `${baseUrl ? KEYS[provider] : "BASE_URL"} is not set, so no message was sent to the app in ${PROVIDERS[provider]}'s place.`,
    );
  const url = webhookUrl(baseUrl, provider);
  const post = (id: string, signingKey: string) =>
    postSigned(url, { id, signingKey, prefix: HEADERS[provider], timeoutMs: manners.timeoutMs });
  const taken = await post(messageId, key);
  if (taken.status === null) return failed(name, `${url} is not reachable: ${taken.reason}`, UNREACHABLE);
  if (taken.status !== 200) return failed(name, ...whyNotTaken(url, taken.status, KEYS[provider]));
  const forged = await post(`${messageId}_forged`, `whsec_${randomBytes(24).toString("base64")}`);
  if (forged.status !== 401)
    return failed(
      name,
      `${url} answers ${forged.status ?? "nothing"} to a message with a wrong signature, where MailKit answers 401.`,
      "Something else answers at BASE_URL. Lead /api/webhooks/* to the app.",
    );
  const databaseUrl = configuration.value("DATABASE_URL");
  if (databaseUrl && !(await wasStored(databaseUrl, { source: provider, id: messageId })))
    return failed(
      name,
      `${url} took a signed test message, but it is not in the database of DATABASE_URL.`,
      "BASE_URL leads to another deployment, or the app runs on another database.",
    );
  return ok(name, `${url} takes a message that is signed with ${KEYS[provider]}, and refuses a forged one.`);
}

/** While the database is away, that is said elsewhere. */
async function wasStored(url: string, message: { source: Provider; id: string }): Promise<boolean> {
  return isMessageStored(url, message).catch(() => true);
}

function whyNotTaken(url: string, status: number, variable: string): [text: string, fix: string] {
  if (status === 401)
    return [
      `${url} refuses a message that is signed with ${variable}.`,
      `The app that runs there has another ${variable}, or another time: give it this .env, check its clock, restart it.`,
    ];
  if (status === 404)
    return [
      `${url} does not exist there.`,
      `BASE_URL leads to something else, or the app was started without ${variable}: restart it with this .env.`,
    ];
  if (status >= 300 && status < 400)
    return [
      `${url} redirects, which providers do not follow.`,
      "Set BASE_URL to where it leads, or have the proxy answer in its place.",
    ];
  return [
    `${url} answers ${status} to a signed test message.`,
    "Look into the log of the app and of the proxy.",
  ];
}

interface Message {
  id: string;
  signingKey: string;
  prefix: "webhook" | "svix";
  timeoutMs: number;
}

type Posted = { status: number } | { status: null; reason: string };

async function postSigned(url: string, { id, signingKey, prefix, timeoutMs }: Message): Promise<Posted> {
  const now = new Date();
  const body = JSON.stringify({ type: EVENT_TYPE, timestamp: now.toISOString(), data: {} });
  const headers = {
    "content-type": "application/json",
    "user-agent": "MailKit-Doctor/1",
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: String(Math.floor(now.getTime() / 1000)),
    [`${prefix}-signature`]: new Webhook(signingKey).sign(id, now, body),
  };
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await answer.body?.cancel();
    return { status: answer.status };
  } catch (error) {
    return { status: null, reason: reasonOf(error) };
  }
}
