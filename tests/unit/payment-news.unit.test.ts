import { beforeAll, expect, it } from "vitest";
import { readPaymentNews } from "@/lib/dodo/payment-news";
import { sandboxDefaults } from "@/sandbox/constants";
import { testEnvironment } from "../support/environment";

beforeAll(testEnvironment);

const PACK = [{ product_id: sandboxDefaults.topupProductId, quantity: 2 }];
const facts = { payment_id: "pay_1", total_amount: 900, currency: "USD" };
const read = (type: string, data: Record<string, unknown>) =>
  readPaymentNews(type, JSON.stringify({ type, data: { ...facts, ...data } }));

it("a top-up that is paid counts by its status, whatever the message is called", () => {
  const paid = { kind: "topup_paid", paymentId: "pay_1", credits: 10_000, amountMinor: 900, currency: "USD" };
  expect(read("payment.succeeded", { status: "succeeded", product_cart: PACK })).toEqual(paid);
  expect(read("payment.processing", { status: "succeeded", product_cart: PACK })).toEqual(paid);
  expect(read("payment.succeeded", { status: "processing", product_cart: PACK })).toBeNull();
});

it("a payment of a plan, of something else, and what is no payment are nobody's top-up", () => {
  expect(read("payment.succeeded", { status: "succeeded", subscription_id: "sub_1" })).toBeNull();
  const other = [{ product_id: "pdt_other", quantity: 1 }];
  expect(read("payment.succeeded", { status: "succeeded", product_cart: other })).toBeNull();
  expect(read("credit.added", { status: "succeeded", product_cart: PACK })).toBeNull();
  expect(readPaymentNews("payment.succeeded", "{}")).toBeNull();
});

it("a payment that failed is told of only if it was for a subscription", () => {
  expect(
    read("payment.failed", { status: "failed", subscription_id: "sub_1", card_last_four: "0341" }),
  ).toEqual({
    kind: "plan_failed",
    paymentId: "pay_1",
    dodoSubscriptionId: "sub_1",
    amountMinor: 900,
    currency: "USD",
    card: "0341",
    reason: null,
  });
  expect(read("payment.failed", { status: "failed", product_cart: PACK })).toBeNull();
  expect(read("payment.failed", { status: "succeeded", subscription_id: "sub_1" })).toBeNull();
});
