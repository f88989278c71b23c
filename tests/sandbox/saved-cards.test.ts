import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import { balanceOf, createCustomer, dodoClient, openCheckout, statusOf } from "./clients";

let sandbox: RunningSandbox;
let dodo: ReturnType<typeof dodoClient>;
beforeAll(async () => {
  sandbox = await startSandbox();
  dodo = dodoClient(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.control.reset());

/** A customer who has paid for a pack with this card, and the method that Dodo keeps of it. */
async function buyer(card: string, email = "ada@lovelace.co") {
  const { customer_id: customerId } = await createCustomer(dodo, email);
  const { session_id } = await openCheckout(dodo, customerId, "topup");
  await sandbox.control.pay(session_id, card);
  const [method] = (await dodo.customers.retrievePaymentMethods(customerId)).items;
  if (!method) throw new Error("No card was saved");
  return { customerId, method };
}

const charge = (customer_id: string, payment_method_id: string, change: object = {}) =>
  dodo.checkoutSessions.create({
    product_cart: [{ product_id: sandboxDefaults.topupProductId, quantity: 1 }],
    customer: { customer_id },
    payment_method_id,
    confirm: true,
    billing_address: { country: "US" },
    metadata: { need: "n-1" },
    ...change,
  });

/** Of what was delivered; messages of one moment go out at once, in any order. */
const eventTypes = async () =>
  (await sandbox.control.state()).webhookDeliveries
    .filter(({ payload }) => JSON.stringify(payload).includes("n-1"))
    .map(({ type }) => type)
    .sort();

describe("a saved card that is charged without its customer", () => {
  it("pays at once, keeps the metadata, grants the credits and says so", async () => {
    const { customerId, method } = await buyer("4242424242424242");
    expect(method).toMatchObject({ recurring_enabled: true, card: { last4_digits: "4242" } });
    const answer = await charge(customerId, method.payment_method_id);
    expect(answer.checkout_url).toBeNull();
    expect(await dodo.payments.retrieve(String(answer.payment_id))).toMatchObject({
      status: "succeeded",
      metadata: { need: "n-1" },
      checkout_session_id: answer.session_id,
    });
    const { items } = await dodo.payments.list({ customer_id: customerId, page_number: 0 });
    expect(items[0]).toMatchObject({ payment_id: answer.payment_id, metadata: { need: "n-1" } });
    expect(await balanceOf(dodo, customerId)).toBe(10_000);
    expect(await eventTypes()).toEqual(["credit.added", "payment.succeeded"]);
  });

  it("may be declined although it was taken before, and grants nothing then", async () => {
    const { customerId, method } = await buyer("4000000000000341");
    const { payment_id } = await charge(customerId, method.payment_method_id);
    expect(await dodo.payments.retrieve(String(payment_id))).toMatchObject({
      status: "failed",
      error_code: "GENERIC_DECLINE",
    });
    expect(await balanceOf(dodo, customerId)).toBe(5_000);
    expect(await eventTypes()).toEqual(["payment.failed"]);
  });

  it("is marked if it is not for that", async () => {
    const { method } = await buyer("5200828282828210");
    expect(method.recurring_enabled).toBe(false);
  });

  it.each(["succeeded", "failed"] as const)("may wait for its customer, until it has %s", async (end) => {
    const { customerId, method } = await buyer("4000002760003184");
    const { payment_id } = await charge(customerId, method.payment_method_id);
    const id = String(payment_id);
    expect((await dodo.payments.retrieve(id)).status).toBe("requires_customer_action");
    expect(await eventTypes()).toEqual([]);
    await sandbox.control.finishPayment(id, end);
    expect((await dodo.payments.retrieve(id)).status).toBe(end);
    expect(await balanceOf(dodo, customerId)).toBe(end === "succeeded" ? 10_000 : 5_000);
    expect(await eventTypes()).toContain(`payment.${end}`);
    await expect(sandbox.control.finishPayment(id, end)).rejects.toThrow("409");
  });

  it("may be on its way for as long as a bank likes", async () => {
    await sandbox.control.changeSettings({ savedCardCharge: "processing" });
    const { customerId, method } = await buyer("4242424242424242");
    const { payment_id } = await charge(customerId, method.payment_method_id);
    expect((await dodo.payments.retrieve(String(payment_id))).status).toBe("processing");
    expect(await eventTypes()).toEqual(["payment.processing"]);
    expect(await balanceOf(dodo, customerId)).toBe(5_000);
  });
});

describe("no card is charged", () => {
  it("that is another customer's, unknown, or was removed", async () => {
    const { customerId, method } = await buyer("4242424242424242");
    const other = await buyer("4242424242424242", "eve@lovelace.co");
    expect(await statusOf(charge(other.customerId, method.payment_method_id))).toBe(404);
    expect(await statusOf(charge(customerId, "pm_unknown"))).toBe(404);
    await dodo.customers.deletePaymentMethod(method.payment_method_id, { customer_id: customerId });
    expect(await statusOf(charge(customerId, method.payment_method_id))).toBe(404);
    expect((await sandbox.control.state()).payments).toHaveLength(2);
  });

  it.each<[string, object]>([
    ["without confirm", { confirm: false }],
    ["without an address", { billing_address: null }],
    ["of a customer who is only named by address", { customer: { email: "ada@lovelace.co" } }],
  ])("%s", async (_what, change) => {
    const { customerId, method } = await buyer("4242424242424242");
    expect(await statusOf(charge(customerId, method.payment_method_id, change))).toBe(422);
    expect((await sandbox.control.state()).payments).toHaveLength(1);
  });
});

it("a charge whose answer is lost has happened, and shows in the list", async () => {
  const { customerId, method } = await buyer("4242424242424242");
  await sandbox.control.addFaults({
    target: "dodo",
    kind: "reset_after",
    method: "POST",
    path: "^/checkouts$",
  });
  await expect(charge(customerId, method.payment_method_id)).rejects.toThrow();
  const { items } = await dodo.payments.list({ customer_id: customerId, page_number: 0 });
  expect(items).toMatchObject([{ status: "succeeded", metadata: { need: "n-1" } }, { status: "succeeded" }]);
});
