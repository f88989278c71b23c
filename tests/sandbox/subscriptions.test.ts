import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import { balanceOf, dayMs, dodoClient, statusOf, subscriber } from "./clients";

let sandbox: RunningSandbox;
let dodo: ReturnType<typeof dodoClient>;
beforeAll(async () => {
  sandbox = await startSandbox();
  dodo = dodoClient(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.control.reset());

const eventTypes = async (): Promise<string[]> =>
  (await sandbox.control.state()).webhookDeliveries.map(({ type }) => type).sort();

test("renew by the calendar month, with a payment and new credits, after the old ones have expired", async () => {
  await sandbox.control.setClock(new Date("2027-01-14T10:00:00Z"));
  const { customerId, subscriptionId } = await subscriber(sandbox, dodo);
  expect((await dodo.subscriptions.retrieve(subscriptionId)).next_billing_date).toContain(
    "2027-02-14T10:00:0",
  );

  await sandbox.control.setClock(new Date("2027-02-14T11:00:00Z"));

  const { next_billing_date, previous_billing_date } = await dodo.subscriptions.retrieve(subscriptionId);
  expect([previous_billing_date.slice(0, 10), next_billing_date.slice(0, 10)]).toEqual([
    "2027-02-14",
    "2027-03-14",
  ]);
  expect(await balanceOf(dodo, customerId)).toBe(5000);
  const { payments, ledger } = await sandbox.control.state();
  expect(payments).toHaveLength(2);
  // Thirty days are shorter than January: for a day the customer has nothing.
  expect(ledger.map(({ transaction_type }) => transaction_type)).toEqual([
    "credit_added",
    "credit_expired",
    "credit_added",
  ]);
});

test("a day that a month lacks comes back in the next", async () => {
  await sandbox.control.setClock(new Date("2027-01-31T10:00:00Z"));
  const { subscriptionId } = await subscriber(sandbox, dodo);
  await sandbox.control.setClock(new Date("2027-04-01T11:00:00Z"));
  const { previous_billing_date, next_billing_date } = await dodo.subscriptions.retrieve(subscriptionId);
  expect([previous_billing_date.slice(0, 10), next_billing_date.slice(0, 10)]).toEqual([
    "2027-03-31",
    "2027-04-30",
  ]);
});

test("a long jump of the clock brings every renewal in between, dated when it was due", async () => {
  await sandbox.control.setClock(new Date("2027-01-14T10:00:00Z"));
  await subscriber(sandbox, dodo);
  await sandbox.control.setClock(new Date("2027-04-20T00:00:00Z"));
  const { payments } = await sandbox.control.state();
  expect(payments.map(({ created_at }) => created_at.slice(0, 10))).toEqual([
    "2027-01-14",
    "2027-02-14",
    "2027-03-14",
    "2027-04-14",
  ]);
});

test("a card that fails at renewal puts the subscription on hold, and a new card brings it back", async () => {
  const { customerId, subscriptionId } = await subscriber(sandbox, dodo, "4000000000000341");
  await sandbox.control.advanceClock(32 * dayMs);
  expect((await dodo.subscriptions.retrieve(subscriptionId)).status).toBe("on_hold");
  expect(await eventTypes()).toEqual(expect.arrayContaining(["payment.failed", "subscription.on_hold"]));
  expect(await balanceOf(dodo, customerId)).toBe(0);

  const { link } = await dodo.customers.customerPortal.create(customerId, {
    return_url: "http://localhost:3000/dashboard",
  });
  expect(await (await fetch(link)).text()).toContain('href="http://localhost:3000/dashboard"');
  await fetch(`${link}/card`, {
    method: "POST",
    body: new URLSearchParams({ subscriptionId, card: "4242424242424242" }),
  });

  expect((await dodo.subscriptions.retrieve(subscriptionId)).status).toBe("active");
  expect(await balanceOf(dodo, customerId)).toBe(5000);
});

test("cancelled at the end of the period: it lives until then, and credits live on", async () => {
  const { customerId, subscriptionId } = await subscriber(sandbox, dodo);
  const update = { cancel_at_next_billing_date: true, cancellation_feedback: "unused" } as const;
  expect((await dodo.subscriptions.update(subscriptionId, update)).status).toBe("active");
  await sandbox.control.advanceClock(29 * dayMs);
  expect(await balanceOf(dodo, customerId)).toBe(5000);
  await sandbox.control.advanceClock(3 * dayMs);
  const { status, cancelled_at } = await dodo.subscriptions.retrieve(subscriptionId);
  expect([status, typeof cancelled_at]).toEqual(["cancelled", "string"]);
  expect((await sandbox.control.state()).payments).toHaveLength(1);
});

test("cancelled now: further changes are refused", async () => {
  const { subscriptionId } = await subscriber(sandbox, dodo);
  expect((await dodo.subscriptions.update(subscriptionId, { status: "cancelled" })).status).toBe("cancelled");
  expect(
    await statusOf(dodo.subscriptions.update(subscriptionId, { cancel_at_next_billing_date: true })),
  ).toBe(409);
});

test("the next billing date can be moved, but not into the past", async () => {
  const { subscriptionId } = await subscriber(sandbox, dodo);
  const move = (ms: number) =>
    statusOf(
      dodo.subscriptions.update(subscriptionId, {
        next_billing_date: new Date(Date.now() + ms).toISOString(),
      }),
    );
  expect(await move(-1000)).toBe(400);
  expect(await move(60_000)).toBeNull();
  await sandbox.control.advanceClock(120_000);
  expect((await sandbox.control.state()).payments).toHaveLength(2);
});

test("lists have the product's name and no credit cart; one alone has the cart with the whole balance", async () => {
  const { customerId, subscriptionId } = await subscriber(sandbox, dodo);
  const { items } = await dodo.subscriptions.list({ customer_id: customerId, status: "active" });
  expect(items[0]).toMatchObject({ subscription_id: subscriptionId, product_name: "MailKit Plan" });
  expect(items[0]).not.toHaveProperty("credit_entitlement_cart");
  const remaining = async (): Promise<unknown> =>
    (await dodo.subscriptions.retrieve(subscriptionId)).credit_entitlement_cart[0]?.remaining_balance;
  expect(await remaining()).toBe("5000");
  await sandbox.control.changeSettings({ cartAs: "number" });
  expect(await remaining()).toBe(5000);
  const usage = await dodo.subscriptions.retrieveCreditUsage(subscriptionId);
  expect(usage.items[0]).toMatchObject({ balance: "5000", limit_reached: false });
});
