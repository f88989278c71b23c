import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resendErrorSchema } from "@/lib/contracts/resend/error";
import { buyTopup } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

/** What Resend's SDKs for other languages send, byte for byte, and what they need of the answer. */
let stack: Stack;
let ada: Session;
let token: string;

beforeAll(async () => {
  stack = await startStack({ env: { API_RATE_PER_SECOND: "1000", API_RATE_BURST: "2000" } });
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyTopup(ada, stack);
  ({ token } = await giveKey(stack, ada.email));
});
afterAll(() => stack?.stop());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a client parses it into is the client's affair.
  json: any;
}

/** A request as it is written, without what `fetch` forbids or adds. */
function ask(method: string, path: string, body = "", headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(stack.baseUrl);
  return new Promise((resolve, reject) => {
    const sent = request({
      hostname,
      port,
      path,
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Length": Buffer.byteLength(body), ...headers },
    });
    sent.on("error", reject);
    sent.on("response", async (answer) => {
      let text = "";
      for await (const chunk of answer) text += chunk;
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        text,
        json: JSON.parse(text || "null"),
      });
    });
    sent.end(body);
  });
}

const JSON_TYPE = { "Content-Type": "application/json" };
let number = 0;
const mail = (extra: object = {}) => {
  number += 1;
  return { to: `raw-${number}@mailbox.dev`, subject: "Hi", text: "Hi", ...extra };
};
const send = (email: object, path = "/emails") => ask("POST", path, JSON.stringify(email), JSON_TYPE);

describe("paths", () => {
  it.each(["/emails", "//emails", "/emails/", "/api/emails", "/api/emails/", "///emails"])(
    "a send to %s is taken, without a redirect",
    async (path) => {
      const answer = await send(mail(), path);
      expect([answer.status, answer.json]).toEqual([200, { id: expect.any(String) }]);
    },
  );

  it.each([
    "/emails/x/y",
    "/emails/not-an-id",
    "/domains/a/b/c/d",
    "/api/contacts",
    "/contacts",
    "/audiences/1",
    "/suppressions/a/b/c",
  ])("%s does not exist, in JSON", async (path) => {
    const answer = await ask("GET", path);
    expect(answer.status).toBe(404);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(resendErrorSchema.parse(answer.json).name).toBe("not_found");
  });
});

describe("bodies", () => {
  it.each([
    ["one address as a string", { to: "a@mailbox.dev" }],
    ["lists", { to: ["a@mailbox.dev"], cc: ["b@mailbox.dev"], bcc: [], reply_to: "c@mailbox.dev" }],
    ["empty strings and nulls", { from: "", cc: null, bcc: [], html: null, tags: null, scheduled_at: "" }],
    ["bytes of a file", { attachments: [{ filename: "a.txt", content: [104, 105] }] }],
    ["fields of other versions", { email_id: "x", tracking: true, react: null }],
  ])("are taken with %s", async (_name, extra) => {
    expect((await send(mail(extra))).status).toBe(200);
  });

  it.each([
    ["none", {}],
    ["another", { "Content-Type": "text/plain" }],
    ["a charset", { "Content-Type": "application/json; charset=utf-8" }],
  ])("are taken with %s as their content type", async (_name, headers) => {
    expect((await ask("POST", "/emails", JSON.stringify(mail()), headers)).status).toBe(200);
  });

  it("a GET may have one, as Python sends it", async () => {
    const { json } = await send(mail());
    const answer = await ask("GET", `/emails/${json.id}`, "{}", JSON_TYPE);
    expect([answer.status, answer.json.id]).toEqual([200, json.id]);
  });

  it.each(["", "{}", "null"])("a cancel may have none, or %j", async (body) => {
    const { json } = await send(mail({ scheduled_at: "in 1 hour" }));
    const answer = await ask("POST", `/emails/${json.id}/cancel`, body, JSON_TYPE);
    expect([answer.status, answer.json]).toEqual([200, { object: "email", id: json.id }]);
  });

  it.each([["id"], ["email_id"]])("a PATCH may repeat the id as %s", async (field) => {
    const { json } = await send(mail({ scheduled_at: "in 1 hour" }));
    const body = JSON.stringify({ [field]: json.id, scheduled_at: "in 2 hours" });
    expect((await ask("PATCH", `/emails/${json.id}`, body, JSON_TYPE)).status).toBe(200);
  });

  it.each(["{", "", "[1,"])("that are no JSON are refused in JSON: %j", async (body) => {
    const answer = await ask("POST", "/emails", body, JSON_TYPE);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(resendErrorSchema.parse(answer.json).statusCode).toBe(answer.status);
  });

  it.each([
    ["a NUL", "a\u0000b"],
    ["half of a character", "a\ud800b"],
  ])("with %s in the text are refused: nothing could keep them", async (_name, text) => {
    const answer = await send(mail({ text }));
    expect([answer.status, answer.json.name]).toEqual([422, "validation_error"]);
    const batch = await ask(
      "POST",
      "/emails/batch",
      JSON.stringify([mail(), mail({ headers: { [text]: "x" } })]),
      {
        ...JSON_TYPE,
        "x-batch-validation": "permissive",
        "Idempotency-Key": `odd ${number}`,
      },
    );
    expect([batch.status, batch.json.errors]).toEqual([200, [{ index: 1, message: expect.any(String) }]]);
  });

  it("may come in pieces and without a stated length, as .NET sends them", async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => {
        const body = new Blob([JSON.stringify(mail())]).stream();
        const headers = { Authorization: `Bearer ${token}`, ...JSON_TYPE };
        const init = { method: "POST", headers, body, duplex: "half" };
        return fetch(`${stack.baseUrl}/emails`, init as RequestInit);
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  it("the same email written differently is the same under one Idempotency-Key", async () => {
    const email = mail({ html: "<p>a & b</p>" });
    const headers = { ...JSON_TYPE, "Idempotency-Key": "written-differently" };
    const escaped = JSON.stringify(email).replaceAll("<", "\\u003c").replaceAll("&", "\\u0026");
    const first = await ask("POST", "/emails", JSON.stringify(email), headers);
    const listed = JSON.stringify({ ...email, to: [email.to], cc: null });
    for (const body of [escaped, listed, JSON.stringify(email, null, 2)]) {
      const again = await ask("POST", "/emails", body, headers);
      expect([again.status, again.json]).toEqual([200, first.json]);
      expect(again.headers["idempotency-replayed"]).toBe("true");
    }
  });
});

describe("answers", () => {
  it("have integers where the .NET SDK reads integers", async () => {
    const { headers } = await send(mail());
    for (const name of ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"])
      expect(headers[name]).toMatch(/^\d+$/);
  });

  it("of a list have what every SDK expects", async () => {
    await settled(stack);
    const { json } = await ask("GET", "/emails?limit=2");
    expect(json).toMatchObject({ object: "list", has_more: true });
    for (const email of json.data)
      expect(Object.keys(email)).toEqual(
        expect.arrayContaining(["bcc", "cc", "reply_to", "to", "last_event"]),
      );
  });

  it("to a browser's page on another site are not readable: there is no CORS", async () => {
    const answer = await ask("GET", "/emails", "", { Origin: "https://evil.example" });
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

it("beyond its rate a key is refused with Retry-After, and another key is not", async () => {
  await stack.restart(0, { API_RATE_PER_SECOND: "5", API_RATE_BURST: "10" });
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask("GET", "/me")));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(20);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10);
  for (const { headers } of refused) expect(headers["retry-after"]).toMatch(/^\d+$/);
  const other = (await giveKey(stack, ada.email)).token;
  expect((await ask("GET", "/me", "", { Authorization: `Bearer ${other}` })).status).toBe(200);
});
