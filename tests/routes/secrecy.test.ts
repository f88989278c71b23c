// One file, because it is one journey, and what it leaves behind is searched once at its end.
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import type { FaultInput } from "@/sandbox/control-client";
import { buyPlan } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { inviteByMail } from "../support/members";
import { deliver, eventBody, sign } from "../support/provider-message";
import { settled } from "../support/settled";
import { redeem, requestLink, type Session, sessionCookieOf, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

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
/** What people write is in the database, to be read; it is in no log either. */
const readable: Record<string, string> = {};
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
  "a query of a page fails": async () => {
    const token = canary("Invite");
    secrets["the hash of an invite's token"] = createHash("sha256").update(token).digest("hex");
    await stack.db.query("alter table invites rename to invites_away");
    await (await fetch(`${stack.baseUrl}/invite?token=${token}`)).text();
    await stack.db.query("alter table invites_away rename to invites");
    await waitFor(() => stack.logs().includes("Next reports an error"), { what: "the page's error" });
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

const ofMore: Record<string, () => Promise<unknown>> = {
  "somebody is invited and comes, and comes again": async () => {
    const token = await inviteByMail(stack, ada, "guest@mailbox.dev", "viewer");
    secrets["the token of an invite"] = token;
    const guest = await signIn(stack, "guest@mailbox.dev");
    await guest.fetch(`/invite?token=${token}`);
    await guest.post("/api/invites/accept", { token });
    return guest.post("/api/invites/accept", { token });
  },
  "a reader unsubscribes with one click, and with a broken link": async () => {
    const to = `${canary("reader")}@mailbox.dev`;
    await ada.post("/api/send", { ...mail, to, unsubscribe: true });
    const [received] = await stack.sandbox.emails(to);
    const link = /^<(.+)>$/.exec(received?.headers["List-Unsubscribe"] ?? "")?.[1] ?? "";
    // Before it stand ids, which logs may have.
    readable["the signature of a link to unsubscribe"] = link.split(".").at(-1) ?? "";
    readable["a reader who unsubscribed"] = to;
    await fetch(link);
    const form = { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) };
    await fetch(link, form);
    return fetch(`${link}x`, form);
  },
  "a receiver of events does not answer": async () => {
    const endpoint = "http://127.0.0.1:9/hooks";
    const made = await ada.post("/api/webhooks", { endpoint, events: ["email.sent", "email.suppressed"] });
    const { signing_secret } = (await made.json()) as { signing_secret: string };
    secrets["the secret of a customer's webhook"] = signing_secret.slice("whsec_".length);
    return send({ ...mail, subject: canary("Another") });
  },
  "a template is filled, and one that can't be": async () => {
    const text = canary("Template");
    readable["the text of a template"] = text;
    const made = await ada.post("/api/templates", {
      name: "Receipt",
      subject: "Hi",
      html: `<p>${text} {{{NAME}}}</p>`,
    });
    const { id } = (await made.json()) as { id: string };
    await ada.post(`/api/templates/${id}/publish`);
    const variables = { NAME: canary("Variable") };
    readable["a variable of a template"] = variables.NAME;
    await ada.post("/api/send", { to: mail.to, template: { id, variables } });
    return ada.post("/api/send", { to: mail.to, template: { id, variables: { OTHER: variables.NAME } } });
  },
  "all of it is exported": async () => (await ada.fetch("/api/account/export")).arrayBuffer(),
};

/** Everything that was logged up to this call: its own line is the last. */
async function logsUntilNow(): Promise<string> {
  const id = (await fetch(`${stack.baseUrl}/api/health`)).headers.get("X-Request-Id") ?? "";
  await waitFor(() => stack.logs().includes(id), { what: "the log to be written" });
  return stack.logs();
}

it.each(Object.entries({ ...happenings, ...ofMore }))(
  "nothing secret is logged when %s",
  async (_name, happen) => {
    const before = (await logsUntilNow()).length;
    await happen();
    await settled(stack);
    const written = (await logsUntilNow()).slice(before);
    const canaries = {
      ...secrets,
      ...readable,
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
  },
);

it("nothing of it is in the database: no key, no token, no session, no secret of a signature", async () => {
  const { rows: tables } = await stack.db.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  expect(tables.length).toBeGreaterThan(25);
  const dump = (
    await Promise.all(
      tables.map(async ({ name }) => {
        const { rows } = await stack.db.query(`select to_jsonb(t)::text as row from "${name}" t`);
        return rows.map(({ row }) => `${name} ${row}`);
      }),
    )
  ).flat();
  // It has what it is to have.
  expect(dump.some((row) => row.includes(mail.subject))).toBe(true);
  const all = { ...secrets, "a session": ada.cookie.split("=")[1] ?? "" };
  expect(Object.keys(all).length).toBeGreaterThan(12);
  const leaked = Object.entries(all).flatMap(([what, secret]) => {
    expect(secret.length).toBeGreaterThan(8);
    return dump.filter((row) => row.includes(secret)).map((row) => `${what}: ${row.slice(0, 200)}`);
  });
  expect(leaked).toEqual([]);
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
      level: expect.stringMatching(/^(debug|info|warn|error)$/),
      requestId: expect.any(String),
      method: expect.any(String),
      path: expect.not.stringContaining("?"),
      status: expect.any(Number),
    });
  expect(requests).toContainEqual(expect.objectContaining({ status: 500, code: "internal", level: "error" }));
});
