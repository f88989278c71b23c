import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { brokenInvariants, readLedgers, untilSettled } from "./ledgers";
import { IMPOSSIBLE_KEYS, ODD_KEYS } from "./odd-keys";

let stack: Stack;
let ada: Session;
let eve: Session;

beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  eve = await signIn(stack, "eve@mailbox.dev");
  await buyTopup(ada, stack);
  await buyTopup(eve, stack);
});
afterAll(() => stack?.stop());

const email = { to: ["delivered@resend.dev"], subject: "Once", html: "<p>Once.</p>" };

function send(
  session: Session,
  key: string,
  body: object = email,
  instance = 0,
  headers: Record<string, string> = {},
) {
  const url = `${stack.baseUrls[instance]}/api/send`;
  return session.post(url, body, { "Idempotency-Key": key, "Sec-Fetch-Site": "same-origin", ...headers });
}

async function sentBy(session: Session): Promise<number> {
  await untilSettled(stack);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  return ledgers.accepted.length;
}

describe("one Idempotency-Key is one email and one charge", () => {
  it.each([2, 20, 100])("%i parallel requests over two instances get equal answers", async (requests) => {
    const before = await sentBy(ada);
    const answers = await Promise.all(
      Array.from({ length: requests }, (_, i) => send(ada, `parallel-${requests}`, email, i % 2)),
    );
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(bodies).size).toBe(1);
    expect(await sentBy(ada)).toBe(before + 1);
  });

  it("a later retry gets the first answer, and says that it is a replay", async () => {
    const first = await send(ada, "later");
    const second = await send(ada, "later", { ...email, to: "delivered@resend.dev" }, 1);
    expect(first.headers.get("Idempotency-Replayed")).toBeNull();
    expect(second.headers.get("Idempotency-Replayed")).toBe("true");
    expect(await second.json()).toEqual(await first.json());
  });

  it("another body under the same key is refused, and nothing is sent or charged", async () => {
    await send(ada, "other-body");
    const before = await sentBy(ada);
    const answer = await send(ada, "other-body", { ...email, subject: "Twice" }, 1);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: "idempotency_mismatch" });
    expect(await sentBy(ada)).toBe(before);
  });

  it("two customers may use the same key, each for an email of their own", async () => {
    const [adas, eves] = await Promise.all([send(ada, "shared"), send(eve, "shared")]);
    const [adasBody, evesBody] = [await adas.json(), await eves.json()];
    expect(adas.status).toBe(200);
    expect(eves.status).toBe(200);
    expect(adasBody.id).not.toBe(evesBody.id);
  });

  it.each(ODD_KEYS)("$name is a key like any other", async ({ key }) => {
    const before = await sentBy(ada);
    const first = await send(ada, key);
    const second = await send(ada, key, email, 1);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await second.json()).toEqual(await first.json());
    expect(await sentBy(ada)).toBe(before + 1);
  });

  it.each(IMPOSSIBLE_KEYS)("$name is no key, and sends nothing", async ({ key }) => {
    const before = await sentBy(ada);
    expect((await send(ada, key)).status).toBe(400);
    expect(await sentBy(ada)).toBe(before);
  });

  it("many at once with one key and without credits are all refused, and the key stays free", async () => {
    const poor = await signIn(stack, "poor-crowd@mailbox.dev");
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(poor, "crowd")));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 402));
  });

  it("a refusal for want of credits keeps no key: after a top-up the same request goes out", async () => {
    const poor = await signIn(stack, "poor@mailbox.dev");
    expect((await send(poor, "poor")).status).toBe(402);
    await buyTopup(poor, stack);
    expect((await send(poor, "poor")).status).toBe(200);
    expect(await sentBy(poor)).toBe(1);
  });

  it("a refusal by Resend is replayed, and not tried again", async () => {
    const body = { ...email, to: ["someone@example.com"] };
    const first = await send(ada, "refused", body);
    const { available } = await readCredits(ada);
    const second = await send(ada, "refused", body, 1);
    expect([first.status, second.status]).toEqual([422, 422]);
    expect((await second.json()).email_id).toBe((await first.json()).email_id);
    expect((await readCredits(ada)).available).toBe(available);
  });

  it("an asynchronous request is answered 202 each time", async () => {
    const prefer = { Prefer: "respond-async" };
    const first = await send(ada, "async", email, 0, prefer);
    await untilSettled(stack);
    const second = await send(ada, "async", email, 1, prefer);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(await second.json()).toEqual(await first.json());
  });

  it("without a key every request is an email", async () => {
    const before = await sentBy(eve);
    await Promise.all([eve.post("/api/send", email), eve.post("/api/send", email)]);
    expect(await sentBy(eve)).toBe(before + 2);
  });
});
