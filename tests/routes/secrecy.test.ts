import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import type { FaultInput } from "@/sandbox/control-client";
import { giveKey } from "../support/api-key";
import { buyPlan } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { redeem, requestLink, type Session, sessionCookieOf, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { deliver, eventBody, sign } from "../webhooks/dodo-message";
import { settled } from "../webhooks/settled";

/** A word that is nowhere else. */
const canary = (place: string) => `${place}${randomBytes(9).toString("hex")}`;
const secrets: Record<string, string> = {
  "the Dodo API key": sandboxDefaults.dodoApiKey,
  "the Resend API key": sandboxDefaults.resendApiKey,
  "the webhook secret": sandboxDefaults.webhookSecret.slice("whsec_".length),
  "the secret of Resend's webhooks": sandboxDefaults.resendWebhookSecret.slice("whsec_".length),
  "the session secret": canary("Secret").padEnd(40, "x"),
  "the token for figures": canary("Figures").padEnd(40, "x"),
};
const mail = {
  to: `${canary("to")}@mailbox.dev`,
  reply_to: `${canary("reply")}@mailbox.dev`,
  subject: canary("Subject"),
  html: `<p>${canary("html")}</p>`,
  text: canary("text"),
  headers: { "X-Canary": canary("header") },
  tags: [{ name: "canary", value: canary("tag") }],
};
const idempotencyKey = canary("key");

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  const env = {
    LOG_LEVEL: "debug",
    NEXTAUTH_SECRET: secrets["the session secret"] ?? "",
    METRICS_TOKEN: secrets["the token for figures"] ?? "",
  };
  stack = await startStack({ env });
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyPlan(ada, stack);
  await settled(stack);
});
afterAll(() => stack?.stop());

const send = (body: object = mail, headers: Record<string, string> = {}) =>
  ada.post("/api/send", body, headers);
const fail = (...faults: Omit<FaultInput, "target">[]) =>
  stack.sandbox.addFaults(
    ...faults.map((fault): FaultInput => ({ target: "resend", path: "^/emails$", ...fault })),
  );

/** Each way in which something goes wrong, or right, while a secret is at hand. */
const happenings: Record<string, () => Promise<unknown>> = {
  "an email is sent": () => send(mail, { "Idempotency-Key": idempotencyKey }),
  "the same key is used for another": () =>
    send({ ...mail, text: "x" }, { "Idempotency-Key": idempotencyKey }),
  "Resend refuses an email": () => send({ ...mail, to: [mail.to, "someone@example.com"] }),
  "Resend fails and recovers": async () => {
    await fail({ kind: "status", status: 500 }, { kind: "reset_after" }, { kind: "html_502" });
    return send();
  },
  "Dodo fails at a capture": async () => {
    await stack.sandbox.addFaults({ target: "dodo", kind: "status", status: 500, path: "/ledger-entries$" });
    return send();
  },
  "Dodo refuses a purchase": async () => {
    await stack.sandbox.addFaults({ target: "dodo", kind: "status", status: 422, path: "^/checkouts$" });
    return ada.post("/api/checkout/topup");
  },
  "a request is not what it should be": () =>
    send({ ...mail, subject: `${mail.subject}\r\n`, [mail.text]: 1 }),
  "a body is not JSON": () =>
    ada.fetch("/api/send", {
      method: "POST",
      body: mail.text,
      headers: { "Content-Type": "application/json" },
    }),
  "a webhook is forged": () => {
    const message = sign({ body: eventBody("credit.added", { email: mail.to, note: mail.text }) });
    return deliver(stack.baseUrl, { ...message, id: "msg_other" });
  },
  "a true webhook is not JSON": () => deliver(stack.baseUrl, sign({ body: mail.text })),
  "a query of the database fails": async () => {
    await stack.db.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger refuse before insert on emails for each row execute function refuse();`);
    const answer = await send(mail, { "Idempotency-Key": canary("other") });
    await stack.db.query("drop function refuse() cascade");
    expect(answer.status).toBe(500);
  },
  "an API key is used, a wrong one, and the key in a path": async () => {
    const { token } = await giveKey(stack, ada.email);
    // Its first letters are the same for all keys.
    secrets["an API key"] = token.slice("mk_".length);
    const wrong = `mk_${canary("wrong").padEnd(43, "x")}`.slice(0, 46);
    secrets["a wrong API key"] = wrong.slice("mk_".length);
    for (const key of [token, wrong])
      await fetch(`${stack.baseUrl}/emails`, { headers: { Authorization: `Bearer ${key}` } });
    return fetch(`${stack.baseUrl}/api/emails/${token}?to=${mail.to}`);
  },
  "figures are read, and refused": async () => {
    const figures = (token = "") =>
      fetch(`${stack.baseUrl}/api/metrics`, { headers: { Authorization: `Bearer ${token}` } });
    const text = await (await figures(secrets["the token for figures"])).text();
    expect(text).toContain("mailkit_emails_accepted_total");
    expect(text).not.toMatch(/canary|mailbox/i);
    secrets["another token for figures"] = canary("Other").padEnd(40, "x");
    return figures(secrets["another token for figures"]);
  },
  "a sign-in link is asked for, used, and used again": async () => {
    const link = await requestLink(stack, "bob@mailbox.dev");
    secrets["the token of a sign-in link"] = link.searchParams.get("token") ?? "";
    secrets["a new session"] = sessionCookieOf(await redeem(stack, link))?.split("=")[1] ?? "";
    await fetch(link);
    return redeem(stack, link);
  },
};

/** Everything that was logged up to this call: its own line is the last. */
async function logsUntilNow(): Promise<string> {
  const id = (await fetch(`${stack.baseUrl}/api/health`)).headers.get("X-Request-Id") ?? "";
  await waitFor(() => stack.logs().includes(id), { what: "the log to be written" });
  return stack.logs();
}

it.each(Object.entries(happenings))("nothing secret is logged when %s", async (_name, happen) => {
  const before = (await logsUntilNow()).length;
  await happen();
  await settled(stack);
  const written = (await logsUntilNow()).slice(before);
  const canaries = {
    ...secrets,
    "a session": ada.cookie.split("=")[1] ?? "",
    "an Idempotency-Key": idempotencyKey,
    "a recipient": mail.to,
    "whom to reply to": mail.reply_to,
    "a subject": mail.subject,
    "an HTML body": mail.html.slice(3, -4),
    "a text body": mail.text,
    "a header": mail.headers["X-Canary"],
    "a tag": mail.tags[0]?.value ?? "",
    "the database's address": new URL(stack.databaseUrl).password || stack.databaseUrl,
  };
  const leaked = Object.entries(canaries).filter(([, secret]) => {
    expect(secret.length).toBeGreaterThan(8);
    // A quoted snippet is a leak as well.
    return written.includes(secret.slice(0, 9));
  });
  expect(leaked.map(([name]) => name)).toEqual([]);
});

it("of all of it, the log has what an operator needs: level, request id, customer and reason", () => {
  const lines = stack
    .logs()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "request");
  expect(requests.length).toBeGreaterThan(20);
  for (const line of requests)
    expect(line).toMatchObject({
      level: expect.stringMatching(/^(info|warn|error)$/),
      requestId: expect.any(String),
      method: expect.any(String),
      path: expect.not.stringContaining("?"),
      status: expect.any(Number),
    });
  expect(requests).toContainEqual(expect.objectContaining({ status: 500, code: "internal", level: "error" }));
});
