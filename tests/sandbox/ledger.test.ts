import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import {
  balanceOf,
  createCustomer,
  dayMs,
  debit,
  dodoClient,
  entitlement,
  openCheckout,
  statusOf,
  subscriber,
} from "./clients";

let sandbox: RunningSandbox;
let dodo: ReturnType<typeof dodoClient>;
beforeAll(async () => {
  sandbox = await startSandbox();
  dodo = dodoClient(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control.reset();
  await sandbox.control.changeSettings({ rateLimits: false });
});

describe("debits", () => {
  test("are taken from the oldest grant first, across grants, in one row", async () => {
    const { customerId } = await subscriber(sandbox, dodo);
    const topup = await openCheckout(dodo, customerId, "topup");
    await sandbox.control.pay(topup.session_id, "5555555555554444");

    const entry = await debit(dodo, customerId, 5001);

    expect(entry).toMatchObject({
      balance_before: "10000",
      balance_after: "4999",
      entry_type: "debit",
      is_credit: false,
    });
    const { grants, ledger } = await sandbox.control.state();
    expect(grants.map(({ source_type, remaining_amount }) => [source_type, remaining_amount])).toEqual([
      ["subscription", "0"],
      ["one_time", "4999"],
    ]);
    expect(ledger).toHaveLength(3);
  });

  test("of more than the balance are refused whole", async () => {
    const { customerId } = await subscriber(sandbox, dodo);
    expect(await statusOf(debit(dodo, customerId, 5001))).toBe(400);
    expect(await balanceOf(dodo, customerId)).toBe(5000);
  });

  test("in parallel never go below zero and lose none", async () => {
    const { customerId } = await subscriber(sandbox, dodo);
    await sandbox.control.adjust(customerId, "debit", 4990);
    const statuses = await Promise.all(
      Array.from({ length: 30 }, (_, n) => statusOf(debit(dodo, customerId, 1, `k${n}`))),
    );
    expect(statuses.filter((status) => status === null)).toHaveLength(10);
    expect(statuses.filter((status) => status === 400)).toHaveLength(20);
    expect(await balanceOf(dodo, customerId)).toBe(0);
  });

  test.each(["conflict", "replay"] as const)("with a known key move nothing (%s)", async (duplicateKey) => {
    await sandbox.control.changeSettings({ duplicateKey });
    const { customerId } = await subscriber(sandbox, dodo);
    const first = await debit(dodo, customerId, 7, "capture-1");
    if (duplicateKey === "conflict")
      expect(await statusOf(debit(dodo, customerId, 7, "capture-1"))).toBe(409);
    else expect(await debit(dodo, customerId, 7, "capture-1")).toEqual(first);
    expect(await balanceOf(dodo, customerId)).toBe(4993);
  });

  test.each([404, 400] as const)(
    "of a customer who never had credits answer %i",
    async (debitWithoutBalance) => {
      await sandbox.control.changeSettings({ debitWithoutBalance });
      const { customer_id } = await createCustomer(dodo);
      expect(await statusOf(debit(dodo, customer_id, 1))).toBe(debitWithoutBalance);
      expect(await statusOf(dodo.creditEntitlements.balances.retrieve(customer_id, entitlement))).toBe(404);
    },
  );

  test.each(["0", "-1", "1.5", "ten", "10000000000"])("of %s are refused", async (amount) => {
    const { customerId } = await subscriber(sandbox, dodo);
    const call = dodo.creditEntitlements.balances.createLedgerEntry(customerId, {
      ...entitlement,
      amount,
      entry_type: "debit",
    });
    expect(await statusOf(call)).toBe(400);
  });
});

test("credits expire with their grant, dated when they did, and the balance follows", async () => {
  // In January the credits end a day before the plan renews.
  await sandbox.control.setClock(new Date("2027-01-14T10:00:00Z"));
  const { customerId } = await subscriber(sandbox, dodo);
  await debit(dodo, customerId, 1000);
  const [granted] = (await sandbox.control.state()).grants;
  await sandbox.control.advanceClock(30 * dayMs);

  const { ledger, grants } = await sandbox.control.state();
  const row = ledger.find(({ transaction_type }) => transaction_type === "credit_expired");
  expect(row).toMatchObject({ amount: "4000", balance_before: "4000", balance_after: "0", is_credit: false });
  expect(row?.created_at).toBe(granted?.expires_at);
  expect(grants[0]).toMatchObject({ is_expired: true, remaining_amount: "0" });
});

test("balances are strings or numbers, as the setting says", async () => {
  const { customerId } = await subscriber(sandbox, dodo);
  const read = async (): Promise<unknown> =>
    (await dodo.creditEntitlements.balances.retrieve(customerId, entitlement)).balance;
  expect(await read()).toBe("5000");
  await sandbox.control.changeSettings({ balanceAs: "number" });
  expect(await read()).toBe(5000);
});

test("an entry shows as reason and entry type when made, and as description and transaction type when listed", async () => {
  const { customerId } = await subscriber(sandbox, dodo);
  const entry = await sandbox.control.adjust(customerId, "debit", 4000, "as in the tutorial");
  expect(entry.reason).toBe("as in the tutorial");
  const { items } = await dodo.creditEntitlements.balances.listLedger(customerId, entitlement);
  expect(items[0]).toMatchObject({
    id: entry.id,
    description: "as in the tutorial",
    transaction_type: "manual_adjustment",
  });
  expect(items[0]).not.toHaveProperty("idempotency_key");
});

test("pages are zero-based and empty past the end, and a page of more than 100 is refused", async () => {
  const { customerId } = await subscriber(sandbox, dodo);
  for (let n = 0; n < 4; n += 1) await debit(dodo, customerId, 1);
  const page = async (page_number: number) =>
    (
      await dodo.creditEntitlements.balances.listLedger(customerId, {
        ...entitlement,
        page_number,
        page_size: 2,
      })
    ).items;
  expect((await page(0))[0]?.balance_after).toBe("4996");
  expect(await page(2)).toHaveLength(1);
  expect(await page(3)).toEqual([]);
  const { balances } = dodo.creditEntitlements;
  expect(await statusOf(balances.listGrants(customerId, { ...entitlement, page_size: 101 }))).toBe(422);
});

test("a wrong key is answered 401 without a body", async () => {
  const error = await dodoClient(sandbox, "dodo_test_wrong")
    .customers.list()
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ status: 401, error: undefined });
});

test("the seeded products are those of the catalogue", async () => {
  const plan = await dodo.products.retrieve(sandboxDefaults.planProductId);
  expect(plan).toMatchObject({ is_recurring: true, price: { type: "recurring_price", price: 1900 } });
  expect(plan.credit_entitlements[0]).toMatchObject({
    credits_amount: "5000",
    low_balance_threshold_percent: 20,
  });
});

test("a path that the sandbox does not have is answered 501 and remembered", async () => {
  expect(await statusOf(dodo.brands.list())).toBe(501);
  const { unknownPaths } = await sandbox.control.state();
  expect(unknownPaths).toMatchObject([{ provider: "dodo", method: "GET", path: "/dodo/brands", count: 1 }]);
});
