import { request } from "node:http";
import { Webhook } from "standardwebhooks";
import { v4 as uuidv4 } from "uuid";
import { sandboxDefaults } from "@/sandbox/constants";

/** Where a provider's messages go, and how they are signed. */
export interface Endpoint {
  path: string;
  /** What the names of the headers begin with. */
  headers: "webhook" | "svix";
  secret: string;
}

export const dodoEndpoint: Endpoint = {
  path: "/api/webhooks/dodo",
  headers: "webhook",
  secret: sandboxDefaults.webhookSecret,
};

export const resendEndpoint: Endpoint = {
  path: "/api/webhooks/resend",
  headers: "svix",
  secret: sandboxDefaults.resendWebhookSecret,
};

/** A message as its provider signs it. */
export interface Message {
  id: string;
  /** Seconds since 1970, as the header has them. */
  timestamp: number;
  signature: string;
  body: string;
}

interface Wish {
  body: string;
  id?: string;
  timestamp?: number;
  secret?: string;
}

/** Signs a body with the secret of the sandbox's Dodo, unless another one is given. */
export function sign({ body, id, timestamp, secret = dodoEndpoint.secret }: Wish): Message {
  const message = { id: id ?? newMessageId(), timestamp: timestamp ?? secondsNow(), body };
  const signature = new Webhook(secret).sign(message.id, new Date(message.timestamp * 1000), body);
  return { ...message, signature };
}

/** The text of an event. Keys of `data` are those of Dodo's payloads. */
export function eventBody(type: string, data: Record<string, unknown> = {}): string {
  const { businessId } = sandboxDefaults;
  return JSON.stringify({ business_id: businessId, type, timestamp: new Date().toISOString(), data });
}

export const newMessageId = () => `msg_${uuidv4().replaceAll("-", "")}`;
export const secondsNow = () => Math.floor(Date.now() / 1000);

/** Names and values in turn, as they go over the wire. */
export function headersOf({ id, timestamp, signature }: Message, { headers } = dodoEndpoint): string[] {
  const values = { id, timestamp: String(timestamp), signature };
  return Object.entries(values).flatMap(([name, value]) => [`${headers}-${name}`, value]);
}

export interface Answer {
  status: number;
  json: unknown;
}

/** Delivers a signed message, as it is. */
export function deliver(baseUrl: string, message: Message, endpoint = dodoEndpoint): Promise<Answer> {
  return postRaw(baseUrl, headersOf(message, endpoint), message.body, { path: endpoint.path });
}

/**
 * Posts exactly these headers, also a repeated one, which `fetch` would join, over a connection of its own. Without
 * `sized` the body goes out in chunks and does not say how long it is.
 */
export function postRaw(
  baseUrl: string,
  headers: readonly string[],
  body: string | Buffer,
  { sized = true, path = dodoEndpoint.path } = {},
): Promise<Answer> {
  const { hostname, port, host } = new URL(baseUrl);
  const bytes = Buffer.from(body);
  const length = sized ? ["Content-Length", String(bytes.length)] : ["Transfer-Encoding", "chunked"];
  const all = ["Host", host, "Content-Type", "application/json", ...length, ...headers];
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method: "POST", headers: all, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, json: JSON.parse(Buffer.concat(chunks).toString()) }),
      );
    });
    call.on("error", reject);
    call.end(bytes);
  });
}
