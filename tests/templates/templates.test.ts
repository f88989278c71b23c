// One file, because each starts a world of its own, which takes seconds.
import { Resend } from "resend";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import { buyPlan } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { given as good } from "../support/given";
import { giveKey } from "../support/given-key";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { verifiedDomain } from "../support/verified-domain";
import { waitFor } from "../support/wait-for";

let stack: Stack;
let ada: Session;
let resend: Resend;
let token: string;
let other: Resend;

beforeAll(async () => {
  stack = await startStack({ env: { API_RATE_PER_SECOND: "1000", API_RATE_BURST: "5000" } });
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  const eve = await signIn(stack, "eve@mailbox.dev");
  await buyPlan(ada, stack);
  token = (await giveKey(stack, ada.email)).token;
  resend = new Resend(token, { baseUrl: stack.baseUrl });
  other = new Resend((await giveKey(stack, eve.email)).token, { baseUrl: stack.baseUrl });
});
afterAll(() => stack?.stop());

const from = sandboxDefaults.emailFrom;
const to = "delivered+x@resend.dev";

/** What Resend was given for one of our emails. */
async function arrived(id: string) {
  const resendId = await waitFor(
    async () => (await stack.db.query("select resend_id from emails where id = $1", [id])).rows[0]?.resend_id,
    { what: "the email to leave" },
  );
  const email = (await stack.sandbox.emails()).find((one) => one.id === resendId);
  if (!email) throw new Error(`Resend does not have ${id}.`);
  return email;
}

const made = async (
  template: Omit<Parameters<Resend["templates"]["create"]>[0], "react"> & { html: string },
) => (await good(resend.templates.create(template).publish())).id;

describe("Resend's own SDK", () => {
  it("creates, reads, lists, changes, publishes, duplicates and removes templates", async () => {
    const { id, object } = await good(
      resend.templates.create({
        name: "Order",
        alias: "order-confirmation",
        from: "Shop <shop@mailkit.dev>",
        replyTo: "help@mailbox.dev",
        subject: "Thanks, {{{NAME}}}",
        html: "<p>{{{PRODUCT}}} for {{{PRICE}}}</p>",
        variables: [
          { key: "PRODUCT", type: "string", fallbackValue: "item" },
          { key: "PRICE", type: "number", fallbackValue: 25 },
        ],
      }),
    );
    expect(object).toBe("template");
    const draft = await good(resend.templates.get("order-confirmation"));
    expect(draft).toMatchObject({
      object: "template",
      id,
      name: "Order",
      alias: "order-confirmation",
      status: "draft",
      published_at: null,
      subject: "Thanks, {{{NAME}}}",
      html: "<p>{{{PRODUCT}}} for {{{PRICE}}}</p>",
      text: null,
      reply_to: ["help@mailbox.dev"],
      variables: [
        { key: "PRODUCT", type: "string", fallback_value: "item" },
        { key: "PRICE", type: "number", fallback_value: 25 },
        { key: "NAME", type: "string", fallback_value: null },
      ],
    });
    await good(resend.templates.publish(id));
    const published = await good(resend.templates.get(id));
    expect(published).toMatchObject({ status: "published", has_unpublished_versions: false });
    expect(published.current_version_id).toBe(draft.current_version_id);
    await good(resend.templates.update(id, { subject: "Thank you, {{{NAME}}}" }));
    const changed = await good(resend.templates.get(id));
    expect(changed).toMatchObject({ status: "published", has_unpublished_versions: true });
    expect(changed.html).toBe(draft.html);
    expect(changed.current_version_id).not.toBe(draft.current_version_id);
    const copy = await good(resend.templates.duplicate(id));
    expect(await good(resend.templates.get(copy.id))).toMatchObject({
      name: "Order (copy)",
      alias: null,
      status: "draft",
    });
    const page = await good(resend.templates.list({ limit: 1 }));
    expect(page).toMatchObject({ object: "list", has_more: true, data: [{ id: copy.id }] });
    const next = await good(resend.templates.list({ limit: 1, after: copy.id }));
    expect(next.data).toMatchObject([{ id, alias: "order-confirmation" }]);
    expect(await good(resend.templates.remove(copy.id))).toEqual({
      object: "template",
      id: copy.id,
      deleted: true,
    });
    expect((await resend.templates.get(copy.id)).error).toMatchObject({ name: "not_found", statusCode: 404 });
  });

  it("sends by id and by alias, with values and fallbacks, escaped in the HTML only", async () => {
    const id = await made({
      name: "Hello",
      alias: "hello",
      subject: "Hi {{{NAME}}}",
      html: "<p>{{{NAME}}}: {{{N}}}</p>",
      text: "{{{NAME}}}: {{{N}}}",
      variables: [
        { key: "NAME", type: "string" },
        { key: "N", type: "number", fallbackValue: 7 },
      ],
    });
    for (const name of [id, "hello"]) {
      const template = { id: name, variables: { NAME: `<b>"A" & b`, unused: 1 } };
      const sent = await good(resend.emails.send({ from, to, template }));
      expect(await arrived(sent.id)).toMatchObject({
        subject: `Hi <b>"A" & b`,
        html: "<p>&lt;b&gt;&quot;A&quot; &amp; b: 7</p>",
        text: `<b>"A" & b: 7`,
      });
      const { rows } = await stack.db.query(
        "select template_id, template_version from emails where id = $1",
        [sent.id],
      );
      expect(rows).toEqual([{ template_id: id, template_version: 1 }]);
    }
  });

  it("sends batches, in which each wrong entry is named", async () => {
    await made({ name: "Ticket", alias: "ticket", subject: "Ticket {{{NO}}}", html: "<p>{{{NO}}}</p>" });
    const entry = (NO?: string) => {
      const variables: Record<string, string> = NO === undefined ? {} : { NO };
      return { from, to, template: { id: "ticket", variables } };
    };
    const all = await good(resend.batch.send([entry("A1"), entry("B2")]));
    expect((await arrived(all.data[1]?.id ?? "")).subject).toBe("Ticket B2");
    const strict = await resend.batch.send([entry("A1"), entry()]);
    expect(strict.error).toMatchObject({ statusCode: 422, name: "validation_error" });
    expect(strict.error?.message).toContain("1.template.variables.NO");
    const permissive = await good(
      resend.batch.send([entry(), entry("C3")], { batchValidation: "permissive" }),
    );
    expect(permissive.data).toHaveLength(1);
    expect(permissive.errors).toMatchObject([{ index: 0, message: expect.stringContaining("NO") }]);
  });
});

describe("a send is refused, and costs nothing,", () => {
  const refusal = async (email: object) => {
    const before = await credits();
    const { error } = await resend.post<{ id: string }>("/emails", { from, to, ...email });
    expect(await credits()).toEqual(before);
    return error;
  };
  const credits = async () => (await (await ada.fetch("/api/credits")).json()).available;

  it("when a value is missing, of the wrong type, or breaks the subject", async () => {
    await made({
      name: "Strict",
      alias: "strict",
      subject: "{{{S}}}",
      html: "{{{S}}}{{{N}}}",
      variables: [
        { key: "S", type: "string" },
        { key: "N", type: "number" },
      ],
    });
    const send = (variables: object) => refusal({ template: { id: "strict", variables } });
    expect(await send({ S: "x" })).toMatchObject({
      statusCode: 422,
      name: "validation_error",
      message: expect.stringContaining("`template.variables.N`"),
    });
    expect((await send({ S: "x", N: "7" }))?.message).toContain("takes a number");
    expect((await send({ S: "a\r\nBcc: eve@mailbox.dev", N: 7 }))?.message).toContain("line breaks");
    for (const variables of [
      { S: true, N: 7 },
      { S: "x".repeat(2001), N: 7 },
      { S: "x", N: 2 ** 53 },
      { "a b": "x" },
    ])
      expect(await send(variables)).toMatchObject({ statusCode: 422, name: "validation_error" });
  });

  it("when the template is unknown, a draft, without a subject, or beside HTML", async () => {
    expect(await refusal({ template: { id: "nowhere" } })).toMatchObject({
      statusCode: 404,
      name: "not_found",
    });
    const { id } = await good(resend.templates.create({ name: "Draft", html: "<p>Hi</p>" }));
    expect((await refusal({ template: { id } }))?.message).toContain("not published");
    await good(resend.templates.publish(id));
    expect((await refusal({ template: { id } }))?.message).toContain("subject");
    expect(await refusal({ template: { id }, subject: "Hi", html: "<p>No</p>" })).toMatchObject({
      statusCode: 422,
    });
    const sent = await good(resend.emails.send({ from, to, subject: "{{{Hi}}}", template: { id } }));
    expect((await arrived(sent.id)).subject).toBe("{{{Hi}}}");
    expect(await refusal({ subject: undefined, text: "Hi" })).toMatchObject({
      name: "missing_required_field",
    });
  });

  it("when it is another customer's", async () => {
    const id = await made({ name: "Mine", alias: "mine", subject: "Hi", html: "<p>Hi</p>" });
    for (const name of [id, "mine"])
      expect((await other.emails.send({ from, to, template: { id: name } })).error).toMatchObject({
        statusCode: 404,
      });
    // An alias is a name among one's own.
    expect(
      (await other.templates.create({ name: "Theirs", alias: "mine", html: "<p>Hi</p>" })).error,
    ).toBeNull();
  });
});

describe("what was published", () => {
  it("is what is sent until the next publish, and repeated requests keep their first answer", async () => {
    const id = await made({ name: "V", alias: "v", subject: "One {{{A}}}", html: "<p>One</p>" });
    const send = (key: string) =>
      good(
        resend.emails.send(
          { from, to, template: { id: "v", variables: { A: "a" } } },
          { idempotencyKey: key },
        ),
      );
    const first = await send("v-1");
    await good(resend.templates.update(id, { subject: "Two {{{A}}} {{{B}}}" }));
    expect((await arrived((await send("v-2")).id)).subject).toBe("One a");
    await good(resend.templates.publish(id));
    // The new version would refuse this body: it has a variable more. The key names the first email all the same.
    expect(await send("v-1")).toEqual(first);
    const fresh = await resend.emails.send({ from, to, template: { id, variables: { A: "a" } } });
    expect(fresh.error?.message).toContain("template.variables.B");
    await good(resend.templates.remove(id));
    expect(await send("v-1")).toEqual(first);
    const others = { from, to, template: { id: "v", variables: { A: "b" } } };
    expect((await resend.emails.send(others, { idempotencyKey: "v-1" })).error).toMatchObject({
      statusCode: 409,
    });
    const detail = await (await ada.fetch(`/api/dashboard/emails/${first.id}`)).json();
    expect(detail.template).toEqual({ id, name: null, version: 1 });
  });

  it("is what a scheduled email was made from, whatever is published before its time", async () => {
    const id = await made({
      name: "Later",
      alias: "later",
      subject: "Before {{{A}}}",
      html: "<p>Before</p>",
    });
    const template = { id, variables: { A: "a" } };
    const { id: emailId } = await good(resend.emails.send({ from, to, template, scheduledAt: "in 1 hour" }));
    await good(resend.templates.update(id, { subject: "After", html: "<p>After</p>" }));
    await good(resend.templates.publish(id));
    await good(resend.emails.update({ id: emailId, scheduledAt: new Date(Date.now() + 1000).toISOString() }));
    expect(await arrived(emailId)).toMatchObject({ subject: "Before a", html: "<p>Before</p>" });
  });

  it("is not overwritten, nor published, by somebody who says that they have read an older state", async () => {
    const id = await made({ name: "Twice", subject: "One", html: "<p>One</p>" });
    const path = `/api/templates/${id}`;
    const read = async () => (await ada.fetch(path)).json();
    const change = (subject: string, ifMatch: string) =>
      ada.fetch(path, {
        method: "PATCH",
        headers: { "Content-Type": "application/json", "If-Match": `"${ifMatch}"` },
        body: JSON.stringify({ subject }),
      });
    const { updated_at: first } = await read();
    const saved = await change("Two", first);
    const { updated_at: second } = await saved.json();
    expect([saved.status, second]).toEqual([200, (await read()).updated_at]);
    const late = await change("Three", first);
    expect([late.status, (await late.json()).details.reason]).toEqual([409, "wrong_state"]);
    const publish = (ifMatch: string) => ada.post(`${path}/publish`, {}, { "If-Match": `"${ifMatch}"` });
    expect((await publish(first)).status).toBe(409);
    expect(await read()).toMatchObject({ subject: "Two", published_version: 1 });
    expect((await publish(second)).status).toBe(200);
    expect((await change("Three", second)).status).toBe(200);
    // Programs that say nothing change it as before.
    await good(resend.templates.update(id, { subject: "Four" }));
    expect(await read()).toMatchObject({ subject: "Four", published_version: 2 });
  });

  it("is kept as a version that can be looked at and made the draft again", async () => {
    const id = await made({ name: "Versions", subject: "One", html: "<p>One</p>" });
    await good(resend.templates.update(id, { html: "<p>Two</p>" }));
    await good(resend.templates.publish(id));
    await good(resend.templates.publish(id));
    const read = async (path: string) => (await ada.fetch(`/api/templates/${id}${path}`)).json();
    expect((await read("/versions")).data).toMatchObject([
      { number: 2, is_current: true },
      { number: 1, is_current: false },
    ]);
    expect(await read("/versions/1")).toMatchObject({
      object: "template_version",
      html: "<p>One</p>",
      number: 1,
    });
    await ada.post(`/api/templates/${id}/versions/1/restore`);
    expect(await read("")).toMatchObject({
      html: "<p>One</p>",
      published_version: 2,
      has_unpublished_versions: true,
    });
    await ada.post(`/api/templates/${id}/versions/2/restore`);
    expect(await read("")).toMatchObject({ html: "<p>Two</p>", has_unpublished_versions: false });
    for (const number of ["0", "3", "x", "1e3"])
      expect((await ada.fetch(`/api/templates/${id}/versions/${number}`)).status).toBe(404);
  });
});

it("a template's sender and Reply-To are used where the request has none, and the sender must be verified", async () => {
  await made({
    name: "Sender",
    alias: "sender",
    subject: "Hi",
    html: "<p>Hi</p>",
    from: "Ada <hi@sender-mail.dev>",
    replyTo: ["a@mailbox.dev"],
  });
  const send = (email: object = {}) =>
    resend.post<{ id: string }>("/emails", { to, template: { id: "sender" }, ...email });
  expect((await send()).error).toMatchObject({ statusCode: 403 });
  await verifiedDomain(stack, ada, "sender-mail.dev");
  expect(await arrived((await good(send())).id)).toMatchObject({
    from: "Ada <hi@sender-mail.dev>",
    reply_to: ["a@mailbox.dev"],
  });
  const own = await good(send({ from: "Bob <bob@sender-mail.dev>", reply_to: "b@mailbox.dev" }));
  expect(await arrived(own.id)).toMatchObject({
    from: "Bob <bob@sender-mail.dev>",
    reply_to: ["b@mailbox.dev"],
  });
});

it("a key for sending sends with templates and reads none", async () => {
  await made({ name: "Keys", alias: "keys", subject: "Hi", html: "<p>Hi</p>" });
  const { token: narrow } = await giveKey(stack, ada.email, { permission: "sending_access" });
  const sender = new Resend(narrow, { baseUrl: stack.baseUrl });
  expect((await sender.emails.send({ from, to, template: { id: "keys" } })).error).toBeNull();
  expect((await sender.templates.get("keys")).error).toMatchObject({ name: "restricted_api_key" });
});

it.each([
  ["a name is missing", { html: "<p>x</p>" }, "missing_required_field"],
  ["there is no content", { name: "x" }, "missing_required_field"],
  [
    "an alias looks like an id",
    { name: "x", html: "x", alias: "01900000-0000-7000-8000-000000000000" },
    "validation_error",
  ],
  [
    "a variable is there twice",
    {
      name: "x",
      html: "x",
      variables: [
        { key: "A", type: "string" },
        { key: "A", type: "number" },
      ],
    },
    "validation_error",
  ],
  ["HTML and blocks are given", { name: "x", html: "x", blocks: [{ type: "divider" }] }, "validation_error"],
  [
    "a button leads to a script",
    { name: "x", blocks: [{ type: "button", text: "x", url: "javascript:alert(1)" }] },
    "validation_error",
  ],
])("a template is refused if %s", async (_name, body, name) => {
  expect((await resend.post("/templates", body)).error).toMatchObject({ statusCode: 422, name });
});

it("an alias is one template's only, also when two want it at once", async () => {
  const answers = await Promise.all(
    [1, 2, 3].map(() => resend.templates.create({ name: "x", alias: "once", html: "x" })),
  );
  expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
  expect(answers.filter(({ error }) => error?.statusCode === 409)).toHaveLength(2);
});

it("a preview shows what a send would make of a draft, names what is missing, and keeps nothing", async () => {
  const { rows: before } = await stack.db.query("select count(*) from templates");
  const answer = await ada.post("/api/dashboard/templates/preview", {
    subject: "Hi {{{A}}}",
    blocks: [{ type: "paragraph", text: "{{{A}}} {{{B}}}" }],
    values: { A: "<b>" },
  });
  const preview = await answer.json();
  expect(preview).toMatchObject({ subject: "Hi <b>", variables: ["A", "B"], missing: ["B"] });
  expect(preview.html).toContain("&lt;b&gt; {{{B}}}");
  expect((await stack.db.query("select count(*) from templates")).rows).toEqual(before);
});

it("webhooks name the template that an email was made from", async () => {
  const id = await made({ name: "Told", subject: "Told", html: "<p>Hi</p>" });
  const endpoint = { endpoint: "https://hooks.mailbox.dev/told", events: ["email.sent"] };
  expect((await ada.post("/api/webhooks", endpoint)).status).toBe(201);
  await arrived((await good(resend.emails.send({ from, to, template: { id } }))).id);
  const { rows } = await stack.db.query("select body from webhook_messages where type = 'email.sent'");
  expect(rows.map(({ body }) => JSON.parse(body).data.template_id)).toContain(id);
});
