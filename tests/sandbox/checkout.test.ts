import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import { balanceOf, createCustomer, dayMs, dodoClient, openCheckout, statusOf, subscriber } from "./clients";

let sandbox: RunningSandbox;
let dodo: ReturnType<typeof dodoClient>;
beforeAll(async () => {
  sandbox = await startSandbox();
  dodo = dodoClient(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.control.reset());

/** Presses the button of the hosted page as a browser would. */
const press = (url: string, card: string): Promise<Response> =>
  fetch(url, { method: "POST", redirect: "manual", body: new URLSearchParams({ card, email: "" }) });

test("the hosted page of a plan takes a test card, grants the credits and returns to the app", async () => {
  const { customer_id } = await createCustomer(dodo);
  const { checkout_url, session_id } = await openCheckout(dodo, customer_id);
  const page = await (await fetch(String(checkout_url))).text();
  expect(page).toContain("Pay $19.00");
  expect(page).toContain("4242 4242 4242 4242");

  const answer = await press(String(checkout_url), "4242 4242 4242 4242");

  expect(answer.status).toBe(303);
  const back = new URL(String(answer.headers.get("location")));
  const { subscriptions, payments } = await sandbox.control.state();
  expect(Object.fromEntries(back.searchParams)).toEqual({
    subscribed: "1",
    subscription_id: subscriptions[0]?.subscription_id,
    status: "active",
    email: "ada@lovelace.co",
  });
  expect(await balanceOf(dodo, customer_id)).toBe(5000);
  expect(await dodo.checkoutSessions.retrieve(session_id)).toMatchObject({ payment_status: "succeeded" });
  expect(payments[0]).toMatchObject({ total_amount: 1900, product_cart: null, metadata: { order: "o-1" } });
});

test("a top-up has a payment with its cart and no subscription", async () => {
  const { customer_id } = await createCustomer(dodo);
  const { session_id } = await openCheckout(dodo, customer_id, "topup");
  const { redirect_url, payment_id } = await sandbox.control.pay(session_id, "5555555555554444");
  expect(new URL(String(redirect_url)).searchParams.get("payment_id")).toBe(payment_id);
  expect(await dodo.payments.retrieve(payment_id)).toMatchObject({
    subscription_id: null,
    product_cart: [{ product_id: sandboxDefaults.topupProductId, quantity: 1 }],
  });
  const invoice = await dodo.invoices.payments.retrieve(payment_id);
  expect((await invoice.text()).slice(0, 5)).toBe("%PDF-");
});

test.each([
  ["4000000000000002", "GENERIC_DECLINE"],
  ["4000000000009995", "INSUFFICIENT_FUNDS"],
])("card %s is declined with %s, and another card may be tried", async (card, code) => {
  const { customer_id } = await createCustomer(dodo);
  const { checkout_url } = await openCheckout(dodo, customer_id);
  const declined = await press(String(checkout_url), card);
  expect(declined.status).toBe(402);
  expect(await declined.text()).toContain("status=failed");
  const { payments, grants } = await sandbox.control.state();
  expect(payments[0]).toMatchObject({ status: "failed", error_code: code });
  expect(grants).toEqual([]);

  expect((await press(String(checkout_url), "4242424242424242")).status).toBe(303);
  expect(await balanceOf(dodo, customer_id)).toBe(5000);
});

test("a number that is no test card is refused without a payment", async () => {
  const { customer_id } = await createCustomer(dodo);
  const { checkout_url } = await openCheckout(dodo, customer_id);
  expect((await press(String(checkout_url), "4111111111111111")).status).toBe(422);
  expect((await sandbox.control.state()).payments).toEqual([]);
});

test("a session that was left can be paid later, and has a way back", async () => {
  const { customer_id } = await createCustomer(dodo);
  const { checkout_url, session_id } = await openCheckout(dodo, customer_id);
  expect(await (await fetch(String(checkout_url))).text()).toContain('href="http://localhost:3000/billing"');
  expect(await dodo.checkoutSessions.retrieve(session_id)).toMatchObject({
    payment_id: null,
    payment_status: null,
  });
});

test("a session is good for one payment and for 24 hours", async () => {
  const { customer_id } = await createCustomer(dodo);
  const used = await openCheckout(dodo, customer_id);
  await sandbox.control.pay(used.session_id, "4242424242424242");
  const again = await press(String(used.checkout_url), "4242424242424242");
  expect(again.status).toBe(409);
  expect(await again.text()).toContain("CHECKOUT_SESSION_CONSUMED");
  expect(await balanceOf(dodo, customer_id)).toBe(5000);

  const old = await openCheckout(dodo, customer_id);
  await sandbox.control.advanceClock(dayMs + 1000);
  expect((await press(String(old.checkout_url), "4242424242424242")).status).toBe(410);
});

test("an email that may not be edited stays, and one that may moves the purchase to whom it names", async () => {
  const { customer_id } = await createCustomer(dodo);
  const open = async (allow_customer_editing_email: boolean) =>
    dodo.checkoutSessions.create({
      product_cart: [{ product_id: sandboxDefaults.topupProductId, quantity: 1 }],
      customer: { customer_id },
      feature_flags: { allow_customer_editing_email },
    });
  const other = { email: "other@lovelace.co" };
  await sandbox.control.pay((await open(false)).session_id, "4242424242424242", other);
  expect(await balanceOf(dodo, customer_id)).toBe(5000);
  await sandbox.control.pay((await open(true)).session_id, "4242424242424242", other);
  expect((await sandbox.control.state()).customers.map(({ email }) => email)).toEqual([
    "ada@lovelace.co",
    "other@lovelace.co",
  ]);
  expect(await balanceOf(dodo, customer_id)).toBe(5000);
});

test("a saved card that is confirmed is charged without a page", async () => {
  const { customerId } = await subscriber(sandbox, dodo);
  const [method] = (await dodo.customers.retrievePaymentMethods(customerId)).items;
  const answer = await dodo.checkoutSessions.create({
    product_cart: [{ product_id: sandboxDefaults.topupProductId, quantity: 1 }],
    customer: { customer_id: customerId },
    payment_method_id: method?.payment_method_id,
    confirm: true,
    billing_address: { country: "US" },
  });
  expect(answer.checkout_url).toBeNull();
  expect(await dodo.payments.retrieve(String(answer.payment_id))).toMatchObject({
    status: "succeeded",
    total_amount: 900,
  });
  expect(await balanceOf(dodo, customerId)).toBe(10_000);
});

test("a cart without a product id is a 422, an unknown product or customer a 404", async () => {
  const create = (body: unknown) => statusOf(dodo.checkoutSessions.create(body as never));
  expect(await create({ product_cart: [{ quantity: 1 }] })).toBe(422);
  expect(await create({ product_cart: [] })).toBe(422);
  expect(await create({ product_cart: [{ product_id: "pdt_unknown", quantity: 1 }] })).toBe(404);
  const cart = [{ product_id: sandboxDefaults.planProductId, quantity: 1 }];
  expect(await create({ product_cart: cart, customer: { customer_id: "cus_unknown" } })).toBe(404);
});
