import { APIConnectionTimeoutError, APIError } from "dodopayments";
import { describe, expect, it } from "vitest";
import { amountSchema } from "@/lib/dodo/amount";
import { dodoFailure } from "@/lib/dodo/client";
import { readDodoNews } from "@/lib/dodo/webhook";
import { messageType } from "@/lib/webhooks/message";

const answered = (status: number, headers = {}) =>
  APIError.generate(status, { message: "why" }, undefined, new Headers(headers));

describe("a failed call to Dodo is certain or unknown", () => {
  it.each([400, 401, 403, 404, 409, 422])("%i means that nothing was done by this call", (status) => {
    expect(dodoFailure(answered(status))).toMatchObject({ kind: "refused", status });
  });

  it.each([408, 429, 500, 502, 503])("%i means that it may have been done", (status) => {
    expect(dodoFailure(answered(status)).kind).toBe("unknown");
  });

  it.each([
    ["a timeout", new APIConnectionTimeoutError()],
    ["a body that could not be read", new SyntaxError("Unexpected token")],
    ["something that is no error", "boom"],
  ])("%s means that it may have been done", (_name, error) => {
    expect(dodoFailure(error)).toMatchObject({ kind: "unknown", retryAfterMs: null });
  });

  it.each([
    [{ "retry-after": "3" }, 3000],
    [{}, 1000],
  ])("waits after a 429 with %j", (headers, waitMs) => {
    expect(dodoFailure(answered(429, headers))).toMatchObject({ retryAfterMs: waitMs });
  });
});

describe("an amount is a whole number of credits, however Dodo writes it", () => {
  it.each([
    ["4999", 4999],
    [4999, 4999],
    ["4999.0000", 4999],
    ["0.9", 0],
    ["-2", -2],
    [0, 0],
  ])("%j is %i", (written, credits) => {
    expect(amountSchema.parse(written)).toBe(credits);
  });

  it.each(["", "many", "1e9", null, undefined, Number.NaN, "99999999999"])("%j is none", (written) => {
    expect(amountSchema.safeParse(written).success).toBe(false);
  });
});

describe("a webhook only says where to look", () => {
  const body = (data: object) => JSON.stringify({ type: "ignored", data });

  it.each([
    ["credit.added", { customer_id: "cus_1", metadata: {} }, true],
    ["credit.balance_low", { customer_id: "cus_1", available_balance: "999" }, false],
    ["credit.balance_low", { customer_id: "cus_1", available_balance: 999 }, false],
    ["credit.deducted", { customer_id: "cus_1", metadata: null }, false],
    [
      "subscription.active",
      { customer: { customer_id: "cus_1" }, credit_entitlement_cart: [{ credits_amount: 5000 }] },
      true,
    ],
    ["payment.succeeded", { customer: { customer_id: "cus_1" } }, true],
    ["refund.succeeded", { customer: { customer_id: "cus_1" } }, true],
    ["dispute.opened", { customer: { customer_id: "cus_1" } }, true],
  ])("%s of %j", (type, data, billing) => {
    expect(readDodoNews(type, body(data))).toEqual({
      kind: "changed",
      dodoCustomerId: "cus_1",
      billing,
      autoTopUpId: null,
      cases: /^(refund|dispute)/.test(type),
    });
  });

  it("and at which automatic top-up, if its payment is one of ours", () => {
    const id = "01900000-0000-7000-8000-000000000000";
    const of = (metadata: object) =>
      readDodoNews("payment.succeeded", body({ customer_id: "cus_1", metadata }));
    expect(of({ mailkit_auto_topup_id: id })).toMatchObject({ autoTopUpId: id });
    expect(of({ mailkit_auto_topup_id: "' or true" })).toMatchObject({ autoTopUpId: null });
  });

  it.each([
    ["a type that nothing depends on", "license_key.created", body({ customer_id: "cus_1" })],
    ["a type that is new", "teapot.boiled", body({ customer_id: "cus_1" })],
    ["no customer", "credit.added", body({})],
    ["no data", "credit.added", "{}"],
    [
      "our own capture",
      "credit.deducted",
      body({ customer_id: "cus_1", metadata: { mailkit_capture_id: "1" } }),
    ],
  ])("%s changes nothing", (_name, type, rawBody) => {
    expect(readDodoNews(type, rawBody).kind).toBe("irrelevant");
  });

  it.each([
    ['{"type":"credit.added","data":{}}', "credit.added"],
    ["[]", "unknown"],
    ['{"type":5}', "unknown"],
    ["null", "unknown"],
  ])("%s has the type %s", (rawBody, type) => {
    expect(messageType(rawBody)).toBe(type);
  });
});
