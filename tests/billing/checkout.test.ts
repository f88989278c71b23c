import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkoutStartedSchema, checkoutStateSchema, portalOpenedSchema } from "@/lib/contracts/checkout";
import { problemSchema } from "@/lib/contracts/problem";
import { sandboxDefaults } from "@/sandbox/constants";
import { buyPlan, readCredits, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

const SUBSCRIBE = "/api/checkout/subscribe";
const TOPUP = "/api/checkout/topup";
const PORTAL = "/api/checkout/portal";
const GOOD_CARD = "4242424242424242";
const DECLINED_CARD = "4000000000000002";

let stack: Stack;
let customers = 0;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const newCustomer = () => signIn(stack, `customer-${++customers}@mailbox.dev`);
const customersAtDodo = async ({ email }: Session) =>
  (await stack.sandbox.state()).customers.filter((customer) => customer.email === email);

async function checkoutAtDodo(sessionId: string) {
  const { checkouts } = await stack.sandbox.state();
  const found = checkouts.find(({ session_id }) => session_id === sessionId);
  if (!found) throw new Error(`Dodo has no checkout ${sessionId}`);
  return found;
}

/** MailKit's own id of a checkout, which the buyer comes back with. */
async function checkoutIdOf(sessionId: string): Promise<string> {
  const { request } = await checkoutAtDodo(sessionId);
  return new URL(request.return_url ?? "").searchParams.get("checkout") ?? "";
}

async function stateOf(session: Session, sessionId: string) {
  const answer = await session.fetch(`/api/checkout/${await checkoutIdOf(sessionId)}`);
  return checkoutStateSchema.parse(await answer.json());
}

describe("starting a checkout", () => {
  it.each([
    [SUBSCRIBE, sandboxDefaults.planProductId, "plan"],
    [TOPUP, sandboxDefaults.topupProductId, "topup"],
  ])("%s leads to a page of Dodo's that sells just this, to this customer", async (path, product, kind) => {
    const session = await newCustomer();
    const answer = await session.post(path);
    expect(answer.status).toBe(200);
    const { checkout_url, ...rest } = checkoutStartedSchema.strict().parse(await answer.json());
    expect(rest).toEqual({});
    const sessionId = new URL(checkout_url).pathname.split("/").at(-1) ?? "";
    const [customer] = await customersAtDodo(session);
    const { request } = await checkoutAtDodo(sessionId);
    const id = await checkoutIdOf(sessionId);
    expect(request).toMatchObject({
      product_cart: [{ product_id: product, quantity: 1 }],
      customer: { customer_id: customer?.customer_id },
      return_url: `${stack.baseUrl}/dashboard?checkout=${id}`,
      feature_flags: { allow_customer_editing_email: false },
      metadata: { mailkit_checkout_id: id },
    });
    expect(await stateOf(session, sessionId)).toEqual({
      id,
      kind,
      offer: kind,
      status: "open",
      credits: 5_000,
    });
  });

  it.each([
    [SUBSCRIBE, { plan: "plan" }, { plan: "gold" }, { pack: "topup" }],
    [TOPUP, { pack: "topup" }, { pack: "gold" }, { plan: "plan" }],
  ])(
    "%s takes the key of an offer, and nothing that the catalogue does not have there",
    async (path, ...keys) => {
      const session = await newCustomer();
      const [good, ...bad] = keys;
      expect((await session.post(path, good)).status).toBe(200);
      for (const body of bad) expect((await session.post(path, body)).status).toBe(422);
    },
  );

  it("makes the customer at Dodo first, once, although twenty start at two instances", async () => {
    const session = await newCustomer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        session.post(`${stack.baseUrls[number % 2]}${TOPUP}`, {}, { "Sec-Fetch-Site": "same-origin" }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const { rows } = await stack.db.query("select id from customers where email = $1", [session.email]);
    expect(await customersAtDodo(session)).toMatchObject([
      { metadata: { mailkit_customer_id: rows[0].id }, email: session.email },
    ]);
  });

  it("finds the customer that was made when the answer of making it was lost", async () => {
    const session = await newCustomer();
    await stack.sandbox.addFaults({
      target: "dodo",
      kind: "reset_after",
      method: "POST",
      path: "^/customers$",
    });
    expect((await session.post(TOPUP)).status).toBe(503);
    expect((await session.post(TOPUP)).status).toBe(200);
    expect(await customersAtDodo(session)).toHaveLength(1);
  });

  it("takes no customer from the body: it is who signed in", async () => {
    const session = await newCustomer();
    for (const path of [SUBSCRIBE, TOPUP, PORTAL]) {
      const answer = await session.post(path, { customer_id: "cus_somebody" });
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/customer_id" }] });
    }
    expect(await customersAtDodo(session)).toEqual([]);
  });
});

describe("paying", () => {
  it("credits this customer, whatever address is typed at the hosted page", async () => {
    const session = await newCustomer();
    const checkout = await startCheckout(TOPUP, session);
    await stack.sandbox.pay(checkout, GOOD_CARD, { email: "somebody-else@mailbox.dev" });
    await waitFor(async () => (await stateOf(session, checkout)).status === "credited", {
      what: "the checkout to be credited",
    });
    expect(await readCredits(session)).toMatchObject({ available: 5_000, plan: null });
  });

  it("for the plan a second time is refused, and a top-up beside it is not", async () => {
    const session = await newCustomer();
    await buyPlan(session, stack);
    const again = await session.post(SUBSCRIBE);
    expect(again.status).toBe(409);
    expect(problemSchema.parse(await again.json())).toMatchObject({ code: "already_subscribed" });
    await stack.sandbox.pay(await startCheckout(TOPUP, session), GOOD_CARD);
    await settled(stack);
    expect(await readCredits(session)).toMatchObject({ available: 10_000, plan: { status: "active" } });
  });

  it("with a card that is declined fails, charges nothing, and may be tried again", async () => {
    const session = await newCustomer();
    const checkout = await startCheckout(SUBSCRIBE, session);
    expect((await stack.sandbox.pay(checkout, DECLINED_CARD)).status).toBe("failed");
    expect(await stateOf(session, checkout)).toMatchObject({ status: "failed" });
    await settled(stack);
    expect(await readCredits(session)).toMatchObject({ available: 0, status: "none", plan: null });
    expect((await stack.sandbox.pay(checkout, GOOD_CARD)).status).toBe("succeeded");
    await waitFor(async () => (await stateOf(session, checkout)).status === "credited", {
      what: "the checkout to be credited",
    });
  });

  it("never happens by a redirect that somebody made up", async () => {
    const session = await newCustomer();
    const checkout = await startCheckout(TOPUP, session);
    const id = await checkoutIdOf(checkout);
    const forged = `/dashboard?checkout=${id}&status=succeeded&payment_id=pay_1&subscription_id=sub_1&email=${session.email}`;
    expect((await session.fetch(forged)).status).toBe(200);
    expect(await stateOf(session, checkout)).toMatchObject({ status: "open" });
    expect(await readCredits(session)).toMatchObject({ available: 0, status: "none", plan: null });
  });
});

it("a checkout of another customer does not exist", async () => {
  const [ada, eve] = await Promise.all([newCustomer(), newCustomer()]);
  const id = await checkoutIdOf(await startCheckout(TOPUP, ada));
  expect((await ada.fetch(`/api/checkout/${id}`)).status).toBe(200);
  expect((await eve.fetch(`/api/checkout/${id}`)).status).toBe(404);
});

it("the portal opens for this customer, and leads back to the billing page", async () => {
  const session = await newCustomer();
  const answer = await session.post(PORTAL);
  const { portal_url } = portalOpenedSchema.strict().parse(await answer.json());
  const page = await fetch(portal_url);
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain(session.email);
  expect(html).toContain(`${stack.baseUrl}/dashboard/billing`);
});
