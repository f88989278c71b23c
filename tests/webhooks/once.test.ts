import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buyTopup, readCredits, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { deliver, eventBody, type Message, sign } from "../support/provider-message";
import { BALANCE_ROUTE, countCalls, dodoIdOf, SUBSCRIPTIONS_ROUTE, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

let stack: Stack;
let ada: Session;
let adasDodoId: string;

beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyTopup(ada, stack);
  adasDodoId = await dodoIdOf(stack, ada.email);
  await settled(stack);
});
afterAll(() => stack?.stop());

const url = (instance: number) => stack.baseUrls[instance % 2] ?? "";
/** What an event makes MailKit do: it asks Dodo how things are now. */
const readEffects = async () => [
  await countCalls(stack, "GET", BALANCE_ROUTE),
  await countCalls(stack, "GET", SUBSCRIPTIONS_ROUTE),
];
const outcomeOf = (id: string) =>
  waitFor(
    async () => {
      const { rows } = await stack.db.query("select type, outcome from webhook_events where id = $1", [id]);
      return rows.length === 1 && rows[0].outcome ? rows[0] : null;
    },
    { what: `message ${id} to be applied` },
  );
const credited = () => eventBody("credit.added", { customer_id: adasDodoId, amount: "5000" });

/** Delivers a message as Dodo does: a copy that a busy instance puts off with 503 comes again. */
async function deliverUntilTaken(instance: number, message: Message): Promise<void> {
  const answer = await deliver(url(instance), message);
  if (answer.status === 503) return deliverUntilTaken(instance, message);
  expect(answer).toEqual({ status: 200, json: { received: true } });
}

describe("one message has one effect", () => {
  it("although it arrives 1,000 times at once at two instances", async () => {
    const [balanceReads = 0, billingReads = 0] = await readEffects();
    const message = sign({ body: credited() });
    await Promise.all(Array.from({ length: 1_000 }, (_, number) => deliverUntilTaken(number, message)));
    await settled(stack);
    const { rows } = await stack.db.query("select outcome from webhook_events where id = $1", [message.id]);
    expect(rows).toEqual([{ outcome: "applied" }]);
    expect(await readEffects()).toEqual([balanceReads + 1, billingReads + 1]);
  });

  it("although it arrives again when it was applied long ago", async () => {
    const message = sign({ body: credited() });
    await deliver(url(0), message);
    await settled(stack);
    const before = await readEffects();
    const { rows: stored } = await stack.db.query("select * from webhook_events where id = $1", [message.id]);
    // As Dodo repeats it: the same id, a signature of now, and the state of now.
    const repeated = sign({ id: message.id, body: credited().replace("5000", "7000") });
    expect(await deliver(url(1), repeated)).toEqual({ status: 200, json: { received: true } });
    await settled(stack);
    expect((await stack.db.query("select * from webhook_events where id = $1", [message.id])).rows).toEqual(
      stored,
    );
    expect(await readEffects()).toEqual(before);
  });
});

describe("a message that is true and of no use is stored and acknowledged", () => {
  const odd: Record<string, () => string> = {
    "a type that Dodo may invent": () => eventBody("loyalty.point_added", { customer_id: adasDodoId }),
    "a type that MailKit has no use for": () => eventBody("license_key.created"),
    "an event of somebody else's customer": () => eventBody("credit.added", { customer_id: "cus_stranger" }),
    "an event of nobody": () => eventBody("payment.succeeded", { amount: 900 }),
    "an event without data": () => JSON.stringify({ type: "credit.added" }),
    "an event whose data is a list": () => JSON.stringify({ type: "credit.added", data: [] }),
    "an event whose customer is a number": () => eventBody("credit.added", { customer_id: 7 }),
    "an object without a type": () => "{}",
    "a type that is no text": () => JSON.stringify({ type: 7 }),
    "a type of 10,000 characters": () => eventBody("x".repeat(10_000)),
    "a type with a null character": () => eventBody("credit.\u0000"),
    "a list": () => "[]",
    "a number": () => "5000",
    null: () => "null",
  };

  it.each(Object.entries(odd))("%s", async (_name, body) => {
    const before = await readEffects();
    const message = sign({ body: body() });
    expect(await deliver(url(0), message)).toEqual({ status: 200, json: { received: true } });
    expect(await outcomeOf(message.id)).toMatchObject({ outcome: expect.stringMatching(/^ignored: /) });
    await settled(stack);
    expect(await readEffects()).toEqual(before);
  });
});

describe("an amount may be a text or a number", () => {
  it.each<[string, unknown]>([
    ["text", "5000"],
    ["text with a fraction", "5000.0000"],
    ["number", 5000],
    ["number with a fraction", 5000.5],
    ["nothing", null],
  ])("%s", async (_name, amount) => {
    const message = sign({ body: eventBody("credit.added", { customer_id: adasDodoId, amount }) });
    await deliver(url(0), message);
    expect(await outcomeOf(message.id)).toEqual({ type: "credit.added", outcome: "applied" });
  });
});

describe("webhooks that are lost for good", () => {
  beforeAll(() => stack.sandbox.changeSettings({ webhooks: { enabled: false } }));
  afterAll(() => stack.sandbox.changeSettings({ webhooks: { enabled: true } }));
  const GOOD_CARD = "4242424242424242";

  it("stop sends for seconds at the most: bought credits are found by the sends themselves", async () => {
    const bob = await signIn(stack, "bob@mailbox.dev");
    expect(await readCredits(bob)).toMatchObject({ available: 0, status: "none" });
    await stack.sandbox.pay(await startCheckout("/api/checkout/topup", bob), GOOD_CARD);
    // An empty balance that was read a moment ago is believed for 5 s; nobody looks at the screen meanwhile.
    const answer = await waitFor(
      async () => {
        const answer = await bob.post("/api/send", { to: "delivered@resend.dev", subject: "Hi", text: "Hi" });
        expect([200, 402]).toContain(answer.status);
        return answer.ok ? answer : null;
      },
      { what: "a send to find the credits" },
    );
    expect(await answer.json()).toMatchObject({ credits: { charged: 1, available: 4_999 } });
  });

  it("are made up for by one read: balance, plan, allowance and threshold are shown", async () => {
    const eve = await signIn(stack, "eve@mailbox.dev");
    await stack.sandbox.pay(await startCheckout("/api/checkout/subscribe", eve), GOOD_CARD);
    await settled(stack);
    const reads = await countCalls(stack, "GET", BALANCE_ROUTE);
    expect(await readCredits(eve)).toMatchObject({ balance: 5_000, available: 5_000, stale: false });
    expect(await countCalls(stack, "GET", BALANCE_ROUTE)).toBe(reads + 1);
    const whole = { balance: 5_000, allowance: 5_000, low_threshold: 1_000, plan: { status: "active" } };
    await waitFor(
      async () => {
        expect(await readCredits(eve)).toMatchObject(whole);
        return true;
      },
      { what: "the plan to be shown" },
    );
  });

  it("are made up for by the next look after credits were removed at Dodo", async () => {
    await stack.sandbox.adjust(adasDodoId, "debit", 4_000);
    const shown = await waitFor(
      async () => {
        const credits = await readCredits(ada);
        return credits.balance === 1_000 ? credits : null;
      },
      { what: "the display to catch up" },
    );
    expect(shown).toMatchObject({ available: 1_000, status: "low", stale: false });
  });
});
