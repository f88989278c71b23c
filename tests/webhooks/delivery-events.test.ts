import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmailDetail, emailDetailSchema } from "@/lib/contracts/email";
import { buyTopup } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { deliver, resendEndpoint, secondsNow, sign } from "../support/provider-message";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  stack = await startStack({ deliveryEvents: true });
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyTopup(ada, stack);
});
afterAll(() => stack?.stop());

async function send(email: object): Promise<EmailDetail> {
  const answer = await ada.post("/api/send", { subject: "Hi", text: "Hi", ...email });
  expect(answer.status).toBe(200);
  return show((await answer.json()).id);
}
const show = async (id: string) =>
  emailDetailSchema.parse(await (await ada.fetch(`/api/dashboard/emails/${id}`)).json());
/** The email once this is the furthest that was heard of it and nothing else is under way. */
async function until(id: string, lastEvent: string): Promise<EmailDetail> {
  await waitFor(async () => (await show(id)).last_event === lastEvent, { what: `${lastEvent} to be heard` });
  await settled(stack);
  return show(id);
}
const steps = ({ events }: EmailDetail) => events.map(({ type }) => type);
const suppressed = async () => {
  const { data } = await (await ada.fetch("/api/suppressions?limit=100")).json();
  return data.map(({ email, origin, source_id }: Record<string, string>) => [email, origin, source_id]);
};

/** A message of Resend's about an email, as it would sign it. Returns what became of it. */
async function tell(
  email: EmailDetail,
  type: string,
  data: object = {},
  wish: { id?: string; at?: Date } = {},
) {
  const { rows } = await stack.db.query("select customer_id from emails where id = $1", [email.id]);
  const tags = { mailkit_id: email.id, mailkit_customer: rows[0].customer_id };
  const body = JSON.stringify({
    type,
    created_at: (wish.at ?? new Date()).toISOString(),
    data: { email_id: email.resend_id, tags, ...data },
  });
  const message = sign({ id: wish.id, body, secret: resendEndpoint.secret });
  expect((await deliver(stack.baseUrl, message, resendEndpoint)).status).toBe(200);
  return waitFor(
    async () =>
      (await stack.db.query("select outcome from webhook_events where id = $1", [message.id])).rows[0]
        ?.outcome,
    { what: `${type} to be applied` },
  );
}

describe("an email to a test address ends as at Resend", () => {
  it.each([
    ["delivered@resend.dev", ["sent", "delivered"], null],
    ["delivered+label@resend.dev", ["sent", "delivered"], null],
    ["bounced@resend.dev", ["sent", "bounced"], "bounce"],
    ["bounced+label@resend.dev", ["sent", "bounced"], "bounce"],
    ["complained@resend.dev", ["sent", "delivered", "complained"], "complaint"],
    ["complained+label@resend.dev", ["sent", "delivered", "complained"], "complaint"],
    ["suppressed@resend.dev", ["suppressed"], "bounce"],
    ["suppressed+label@resend.dev", ["suppressed"], "bounce"],
  ])("%s", async (to, expected, origin) => {
    const { id } = await send({ to });
    const email = await until(id, expected.at(-1) ?? "");
    expect(steps(email).sort()).toEqual([...expected].sort());
    expect((await suppressed()).filter(([address]: string[]) => address === to)).toEqual(
      origin ? [[to, origin, id]] : [],
    );
    const [summary] = (await (await ada.fetch("/api/dashboard/emails?limit=1")).json()).data;
    expect(summary).toMatchObject({ id, status: "sent", last_event: expected.at(-1) });
  });
});

describe("what readers do with it", () => {
  it("is on its timeline, in Resend's words and without their address", async () => {
    const { id, resend_id } = await send({ to: "delivered+reader@resend.dev" });
    await until(id, "delivered");
    await stack.sandbox.emailEvent(resend_id ?? "", "opened");
    await until(id, "opened");
    await stack.sandbox.emailEvent(resend_id ?? "", "clicked");
    const email = await until(id, "clicked");
    expect(email.events.at(-1)).toMatchObject({
      type: "clicked",
      click: { link: "https://mailbox.dev/", userAgent: "Mozilla/5.0 (sandbox)" },
    });
    expect(JSON.stringify(email)).not.toContain("192.0.2.1");
  });
});

describe("a bounce", () => {
  const permanent = { type: "Permanent", subType: "General", message: "no such user" };

  it("of one of several recipients suppresses the one that is named, and nobody if none is", async () => {
    const [named, silent] = await Promise.all([
      send({ to: ["one@mailbox.dev", "two@mailbox.dev"], bcc: ["three@mailbox.dev"] }),
      send({ to: ["four@mailbox.dev", "five@mailbox.dev"] }),
    ]);
    await tell(named, "email.bounced", {
      bounce: { ...permanent, diagnosticCode: ["550 <three@mailbox.dev>"] },
    });
    await tell(silent, "email.bounced", { bounce: permanent });
    expect((await show(silent.id)).last_event).toBe("bounced");
    const list = (await suppressed()).map(([address]: string[]) => address);
    expect(list).toContain("three@mailbox.dev");
    expect(list.filter((address: string) => /^(one|two|four|five)@/.test(address))).toEqual([]);
  });

  it("that is not for good suppresses nobody", async () => {
    const email = await send({ to: "full@mailbox.dev" });
    await tell(email, "email.bounced", {
      bounce: { ...permanent, type: "Transient", subType: "MailboxFull" },
    });
    expect(await show(email.id)).toMatchObject({
      last_event: "bounced",
      events: expect.arrayContaining([
        expect.objectContaining({
          bounce: { type: "Transient", subType: "MailboxFull", message: "no such user" },
        }),
      ]),
    });
    expect((await suppressed()).map(([address]: string[]) => address)).not.toContain("full@mailbox.dev");
  });

  it("that is told again after its address was taken off the list does not put it there again", async () => {
    const email = await send({ to: "moved@mailbox.dev" });
    expect(await tell(email, "email.bounced", { bounce: permanent }, { id: "msg_again" })).toBe("applied");
    expect((await ada.fetch("/api/suppressions/moved%40mailbox.dev", { method: "DELETE" })).status).toBe(200);
    // As if it came after the inbox has forgotten it.
    await stack.db.query("delete from webhook_events where id = 'msg_again'");
    expect(await tell(email, "email.bounced", { bounce: permanent }, { id: "msg_again" })).toBe(
      "ignored: known already",
    );
    expect((await suppressed()).map(([address]: string[]) => address)).not.toContain("moved@mailbox.dev");
  });
});

describe("a message changes nothing", () => {
  it("if it is about an email that nobody knows, or that was sent under another id", async () => {
    const email = await send({ to: "delivered+strange@resend.dev" });
    const before = await until(email.id, "delivered");
    const stranger = { ...email, resend_id: "another-account" };
    expect(await tell(stranger, "email.complained")).toBe("ignored: the email was sent under another id");
    const tags = { mailkit_id: email.id, mailkit_customer: "01900000-0000-7000-8000-000000000000" };
    expect(await tell(email, "email.complained", { tags })).toBe("ignored: not an email of ours");
    expect(await show(email.id)).toEqual(before);
  });

  it("if it is forged or too old", async () => {
    const email = await send({ to: "delivered+forged@resend.dev" });
    const before = await until(email.id, "delivered");
    const body = JSON.stringify({ type: "email.complained", data: { email_id: email.resend_id } });
    const forged = sign({
      body,
      secret: `whsec_${Buffer.from("another secret of 24 b.").toString("base64")}`,
    });
    const old = sign({ body, secret: resendEndpoint.secret, timestamp: secondsNow() - 360 });
    for (const message of [forged, old])
      expect((await deliver(stack.baseUrl, message, resendEndpoint)).status).toBe(401);
    expect(await show(email.id)).toEqual(before);
  });
});

describe("the sender's own endpoints", () => {
  it("hear what happened, with our id of the email, and with their tags and not ours", async () => {
    const { rows } = await stack.db.query(
      `insert into webhook_endpoints (customer_id, id, url, events, secret)
       select id, '01900000-0000-7000-8000-000000000001', 'https://mailbox.dev/hook',
         '["email.delivered", "email.bounced", "email.clicked"]', 'x' from customers where email = $1 returning id`,
      [ada.email],
    );
    const email = await send({
      to: "delivered+told@resend.dev",
      cc: "cc@mailbox.dev",
      tags: [{ name: "order", value: "7" }],
    });
    await until(email.id, "delivered");
    await tell(email, "email.clicked", {
      click: { ipAddress: "192.0.2.1", link: "https://x.dev", timestamp: "now", userAgent: "A" },
    });
    await tell(email, "email.opened");
    const messages = (
      await stack.db.query("select type, body from webhook_messages where endpoint_id = $1 order by type", [
        rows[0].id,
      ])
    ).rows.map(({ body }) => JSON.parse(body));
    expect(messages).toMatchObject([
      { type: "email.clicked", data: { click: { link: "https://x.dev", timestamp: "now", userAgent: "A" } } },
      { type: "email.delivered" },
    ]);
    expect(messages[1]).toEqual({
      type: "email.delivered",
      created_at: expect.stringMatching(/Z$/),
      data: {
        email_id: email.id,
        created_at: email.created_at,
        from: email.from,
        to: email.to,
        cc: ["cc@mailbox.dev"],
        subject: "Hi",
        tags: { order: "7" },
      },
    });
  });
});
