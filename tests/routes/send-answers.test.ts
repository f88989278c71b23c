import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queuedSchema, sentSchema } from "@/lib/contracts/send";
import { sandboxDefaults } from "@/sandbox/constants";
import { expectProblem } from "../support/answers";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyTopup(ada, stack);
  await settled(stack);
});
afterAll(() => stack?.stop());

const email = { to: "delivered@resend.dev", subject: "Hi", html: "<p>Hi</p>" };
const send = (body: object = {}, headers: Record<string, string> = {}, session = ada) =>
  session.post("/api/send", { ...email, ...body }, headers);

async function mailOf(id: string) {
  const { emails } = await stack.sandbox.state();
  const mail = emails.find(({ tags }) => tags.some(({ value }) => value === id));
  if (!mail) throw new Error(`Resend has no mail of ${id}`);
  return mail;
}

describe("a send answers", () => {
  it("200 when Resend has taken the email, with its id there and what it cost", async () => {
    const { available } = await readCredits(ada);
    const answer = await send({ to: ["a@mailbox.dev", "b@mailbox.dev"], cc: "c@mailbox.dev" });
    expect(answer.status).toBe(200);
    const sent = sentSchema.strict().parse(await answer.json());
    expect(sent.credits).toEqual({ charged: 3, available: available - 3 });
    expect((await mailOf(sent.id)).id).toBe(sent.resend_id);
  });

  it.each(["respond-async", "RESPOND-ASYNC", "wait=5, respond-async", "respond-async; foo=bar"])(
    "202 to `Prefer: %s`, and sends the email afterwards",
    async (prefer) => {
      const answer = await send({}, { Prefer: prefer });
      expect(answer.status).toBe(202);
      expect(answer.headers.get("Preference-Applied")).toBe("respond-async");
      const queued = queuedSchema.strict().parse(await answer.json());
      const location = answer.headers.get("Location") ?? "";
      expect(location).toBe(`/api/emails/${queued.id}`);
      const shown = await waitFor(
        async () => {
          const detail = await (await ada.fetch(location)).json();
          return detail.last_event === "sent" ? detail : null;
        },
        { what: "the email to be sent" },
      );
      expect(shown.message_id).toBe((await mailOf(queued.id)).id);
    },
  );

  it.each(["return=minimal", "respond-asynchronously", ""])("200 to `Prefer: %s`", async (prefer) => {
    const answer = await send({}, { Prefer: prefer });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Preference-Applied")).toBeNull();
  });

  it("402 in the tutorial's words when there are too few credits, and sends to none of the recipients", async () => {
    const poor = await signIn(stack, "poor@mailbox.dev");
    const refused = async (body: object, numbers: object) => {
      const problem = await expectProblem(await send(body, {}, poor), 402, "insufficient_credits");
      expect(problem).toMatchObject({
        error: "No email credits remaining. Buy a top-up pack or upgrade your plan.",
        top_up_url: `${stack.baseUrl}/dashboard/billing`,
        ...numbers,
      });
    };
    await refused({}, { available: 0, required: 1 });
    await buyTopup(poor, stack);
    await stack.sandbox.adjust(await dodoIdOf(stack, poor.email), "debit", 4_998);
    await settled(stack);
    const to = ["poor-1@mailbox.dev", "poor-2@mailbox.dev", "poor-3@mailbox.dev"];
    await refused({ to }, { available: 2, required: 3 });
    expect(await stack.sandbox.emails("poor-1@mailbox.dev")).toEqual([]);
    expect(await readCredits(poor)).toMatchObject({ balance: 2, held: 0 });
    expect((await send({ to: to.slice(0, 2) }, {}, poor)).status).toBe(200);
  });

  it("422 when Resend refuses the email, which costs nothing and is shown as failed", async () => {
    await settled(stack);
    const before = await readCredits(ada);
    const answer = await send({ to: ["someone@example.com", "other@example.com"] });
    const { detail, email_id } = await expectProblem(answer, 422, "email_refused");
    expect(detail).toMatch(/^The email was refused and nothing was charged: Invalid `to` field/);
    await settled(stack);
    const { as_of, ...after } = await readCredits(ada);
    expect({ as_of: before.as_of, ...after }).toEqual(before);
    expect(await (await ada.fetch(`/api/dashboard/emails/${email_id}`)).json()).toMatchObject({
      status: "failed",
      payment: "released",
      resend_id: null,
    });
  });
});

describe("an email goes out as", () => {
  it("the operator's, with the customer as who to reply to, and only what the request says", async () => {
    const { id } = await (await send()).json();
    expect(await mailOf(id)).toMatchObject({
      from: sandboxDefaults.emailFrom,
      to: ["delivered@resend.dev"],
      cc: null,
      bcc: null,
      reply_to: [ada.email],
      subject: "Hi",
      html: "<p>Hi</p>",
      headers: {},
      tags: [
        { name: "mailkit_id", value: id },
        { name: "mailkit_customer", value: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      ],
    });
  });

  it("the request says, with names quoted where the grammar wants it", async () => {
    const body = {
      to: "Doe, Jane <jane@mailbox.dev>",
      bcc: ["b@mailbox.dev"],
      reply_to: 'Support "Desk" <support@mailbox.dev>',
      subject: "Grüße 🎉 =?utf-8?Q?=0D=0ABcc:_x@mailbox.dev?=",
      text: "a\u0001b",
      headers: { "X-Order": "7", "List-Unsubscribe": "<https://mailbox.dev/u>" },
    };
    const answer = await send(body);
    // Names with a comma need their quotes from the caller: two addresses in one text are refused.
    await expectProblem(answer, 422, "invalid_input");
    const { id } = await (
      await send({ ...body, to: '"Doe, Jane" <jane@mailbox.dev>', reply_to: "Support: Desk <s@mailbox.dev>" })
    ).json();
    expect(await mailOf(id)).toMatchObject({
      to: ['"Doe, Jane" <jane@mailbox.dev>'],
      bcc: ["b@mailbox.dev"],
      reply_to: ['"Support: Desk" <s@mailbox.dev>'],
      subject: body.subject,
      text: body.text,
      headers: body.headers,
    });
  });
});

describe("an Idempotency-Key", () => {
  const keys: [string, string, number][] = [
    ["of 1 character", "k", 200],
    ["of 256 characters", "k".repeat(256), 200],
    ["with spaces in it", "order 7 mail 1", 200],
    ["of punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", 200],
    ["that is empty", "", 400],
    ["of spaces", "   ", 400],
    ["of 257 characters", "k".repeat(257), 400],
    ["with a letter of latin-1", "clé", 400],
    ["in the bytes of UTF-8", Buffer.from("ключ").toString("latin1"), 400],
    ["with a tab in it", "a\tb", 400],
  ];
  it.each(keys)("%s", async (_name, key, status) => {
    // Node's own client checks less than fetch does.
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        Cookie: ada.cookie,
        Origin: stack.baseUrl,
        "Content-Type": "application/json",
        "Idempotency-Key": key,
      };
      const call = request(
        `${stack.baseUrl}/api/send`,
        { method: "POST", headers, agent: false },
        (response) => {
          response.resume().on("end", () => resolve(response.statusCode));
        },
      );
      call.on("error", reject).end(JSON.stringify(email));
    });
    expect(answer).toBe(status);
  });
});
