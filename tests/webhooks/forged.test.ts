import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import {
  deliver,
  dodoEndpoint,
  type Endpoint,
  eventBody,
  headersOf,
  type Message,
  postRaw,
  resendEndpoint,
  secondsNow,
  sign,
} from "../support/provider-message";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const countStored = async () => (await stack.db.query("select 1 from webhook_events")).rowCount;

/** The same text with one bit of one character changed, which keeps it printable. */
const flipBit = (text: string, at: number) =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
const macOf = (signature: string) => signature.slice("v1,".length);
const without = (name: string, headers: string[]) => {
  const at = headers.indexOf(name);
  return [...headers.slice(0, at), ...headers.slice(at + 2)];
};
const BOM = "\ufeff";
const OTHER_SECRET = `whsec_${Buffer.from("somebody-else's-secret!!").toString("base64")}`;
const bodyOf = () => eventBody("credit.added", { customer_id: "cus_1", amount: "5000" });

interface Forgery {
  message?: Partial<Message>;
  headers?: string[];
  body?: string;
}

/** What somebody without the secret, or between Dodo and us, could make of a good message. */
const forgeries: Record<string, (good: Message, at: Endpoint) => Forgery> = {
  "a flipped bit in the body": ({ body }) => ({ body: flipBit(body, body.indexOf("5000")) }),
  "a flipped bit in the id": ({ id }) => ({ message: { id: flipBit(id, id.length - 1) } }),
  "a flipped bit in the timestamp": ({ timestamp }) => ({ message: { timestamp: timestamp ^ 1 } }),
  "a flipped bit in the signature": ({ signature }) => ({ message: { signature: flipBit(signature, 10) } }),
  "the signature of another secret": (good) => ({
    message: { signature: sign({ ...good, secret: OTHER_SECRET }).signature },
  }),
  "the signature of an empty secret": ({ id, timestamp, body }) => ({
    message: {
      signature: `v1,${createHmac("sha256", "").update(`${id}.${timestamp}.${body}`).digest("base64")}`,
    },
  }),
  "the signature of another message": ({ body }, { secret }) => ({
    message: { signature: sign({ body, secret }).signature },
  }),
  "the headers of the other provider": (good, at) => ({
    headers: headersOf(good, at === dodoEndpoint ? resendEndpoint : dodoEndpoint),
  }),
  "a truncated signature": ({ signature }) => ({ message: { signature: signature.slice(0, -5) } }),
  "an empty signature": () => ({ message: { signature: "" } }),
  "a version without a signature": () => ({ message: { signature: "v1," } }),
  "a signature without a version": ({ signature }) => ({ message: { signature: macOf(signature) } }),
  "only a v2 signature": ({ signature }) => ({ message: { signature: `v2,${macOf(signature)}` } }),
  "only a v1a signature": ({ signature }) => ({ message: { signature: `v1a,${macOf(signature)}` } }),
  "a hexadecimal signature": ({ signature }) => ({
    message: { signature: `v1,${Buffer.from(macOf(signature), "base64").toString("hex")}` },
  }),
  "no signature header": (good, at) => ({ headers: without(`${at.headers}-signature`, headersOf(good, at)) }),
  "no id header": (good, at) => ({ headers: without(`${at.headers}-id`, headersOf(good, at)) }),
  "no timestamp header": (good, at) => ({ headers: without(`${at.headers}-timestamp`, headersOf(good, at)) }),
  "no headers at all": () => ({ headers: [] }),
  "two signature headers, both good": (good, at) => ({
    headers: [...headersOf(good, at), `${at.headers}-signature`, good.signature],
  }),
  "two id headers": (good, at) => ({ headers: [...headersOf(good, at), `${at.headers}-id`, good.id] }),
  "two timestamp headers": (good, at) => ({
    headers: [...headersOf(good, at), `${at.headers}-timestamp`, String(good.timestamp)],
  }),
  "a body that was parsed and written again": ({ body }) => ({
    body: JSON.stringify(JSON.parse(body), null, 1),
  }),
  "a byte order mark before the body": ({ body }) => ({ body: BOM + body }),
  "the body left out": () => ({ body: "" }),
};

describe.each([
  ["Dodo's", dodoEndpoint],
  ["Resend's", resendEndpoint],
])("a webhook like %s is refused without a trace if it has", (_provider, endpoint) => {
  it.each(Object.entries(forgeries))("%s", async (_name, forge) => {
    const before = await countStored();
    const good = sign({ body: bodyOf(), secret: endpoint.secret });
    const { message, headers, body } = forge(good, endpoint);
    const answer = await postRaw(
      stack.baseUrl,
      headers ?? headersOf({ ...good, ...message }, endpoint),
      body ?? good.body,
      { path: endpoint.path },
    );
    expect(answer).toMatchObject({
      status: 401,
      json: { error: "invalid signature", code: "invalid_signature" },
    });
    expect(await countStored()).toBe(before);
  });
});

it("the table above has the 25 forgeries", () => expect(Object.keys(forgeries)).toHaveLength(25));

describe("a webhook is taken if", () => {
  it("its signature is right, and the answer says just that", async () => {
    const message = sign({ body: bodyOf() });
    expect(await deliver(stack.baseUrl, message)).toEqual({ status: 200, json: { received: true } });
    const { rows } = await stack.db.query("select type, body from webhook_events where id = $1", [
      message.id,
    ]);
    expect(rows).toEqual([{ type: "credit.added", body: message.body }]);
  });

  it("the right signature is the second in its list, as while a secret is changed", async () => {
    const good = sign({ body: bodyOf() });
    const { signature } = sign({ ...good, secret: OTHER_SECRET });
    const both = { ...good, signature: `${signature} ${good.signature}` };
    expect(await deliver(stack.baseUrl, both)).toMatchObject({ status: 200 });
  });
});

describe("a message may be five minutes off", () => {
  it.each([
    [-299, 200],
    [299, 200],
    [-301, 401],
    [301, 401],
  ])("%d s: %d", async (offset, status) => {
    const answer = await withinOneSecond(() =>
      deliver(stack.baseUrl, sign({ body: bodyOf(), timestamp: secondsNow() + offset })),
    );
    expect(answer.status).toBe(status);
  });
});

/** The receiver's clock must show the second that the message was made in, or the bound is not the one tested. */
async function withinOneSecond<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const second = secondsNow();
    const result = await work();
    if (secondsNow() === second) return result;
  }
}

it("Resend's webhooks are taken as well, and told apart from Dodo's with the same id", async () => {
  const dodos = sign({ body: bodyOf() });
  const resends = sign({ body: bodyOf(), id: dodos.id, secret: resendEndpoint.secret });
  expect(await deliver(stack.baseUrl, dodos)).toMatchObject({ status: 200 });
  expect(await deliver(stack.baseUrl, resends, resendEndpoint)).toEqual({
    status: 200,
    json: { received: true },
  });
  const { rows } = await stack.db.query("select source from webhook_events where id = $1 order by source", [
    dodos.id,
  ]);
  expect(rows).toEqual([{ source: "dodo" }, { source: "resend" }]);
});

it("without a signing key there is nothing to take Resend's webhooks, however they are signed", async () => {
  const plain = await startStack({ env: { RESEND_WEBHOOK_KEY: "" } });
  try {
    for (const secret of [resendEndpoint.secret, OTHER_SECRET])
      expect(await deliver(plain.baseUrl, sign({ body: bodyOf(), secret }), resendEndpoint)).toMatchObject({
        status: 404,
        json: { code: "not_found" },
      });
    expect((await plain.db.query("select 1 from webhook_events")).rowCount).toBe(0);
  } finally {
    await plain.stop();
  }
});

describe("what is no message is refused", () => {
  it.each([dodoEndpoint.path, resendEndpoint.path])(
    "a body of 1 MB with 413, before any signature is looked at: %s",
    async (path) => {
      const answer = await postRaw(stack.baseUrl, [], "x".repeat(1024 * 1024), { path });
      expect(answer).toMatchObject({ status: 413, json: { code: "body_too_large" } });
    },
  );

  it("a body that does not say how long it is, once it has grown too large", async () => {
    const answer = await postRaw(stack.baseUrl, [], "x".repeat(1024 * 1024), { sized: false });
    expect(answer).toMatchObject({ status: 413, json: { code: "body_too_large" } });
  });

  it.each(["not JSON", "{", ""])("signed text that is not JSON with 400: %j", async (body) => {
    const before = await countStored();
    const answer = await deliver(stack.baseUrl, sign({ body }));
    expect(answer).toMatchObject({ status: 400, json: { code: "unreadable_body" } });
    expect(await countStored()).toBe(before);
  });

  it("signed bytes that are not UTF-8 with 400", async () => {
    const good = sign({ body: bodyOf() });
    const answer = await postRaw(stack.baseUrl, headersOf(good), Buffer.from([0x7b, 0xff, 0x7d]));
    expect(answer).toMatchObject({ status: 400, json: { code: "unreadable_body" } });
  });

  it.each(["GET", "PUT", "PATCH", "DELETE"])("another method with 405: %s", async (method) => {
    const answer = await fetch(`${stack.baseUrl}/api/webhooks/dodo`, { method });
    expect(answer.status).toBe(405);
  });
});

it("an operator's log names a forgery and holds neither secret nor body", () => {
  expect(stack.logs()).toContain("invalid_signature");
  for (const secret of [sandboxDefaults.webhookSecret, "cus_1"]) expect(stack.logs()).not.toContain(secret);
});
