import type { WebhookEventType } from "dodopayments/resources/webhook-events";
import { describe, expect, it } from "vitest";
import { catalogue, offers, productVariable } from "@/lib/catalogue";
import { canDeliver, isPublicAddress } from "@/lib/checks/address";
import { checkSender } from "@/lib/checks/sender";
import { checkVersions, isAtLeast } from "@/lib/checks/versions";
import { creditDifferences, productDifferences } from "@/lib/dodo/differences";
import { attachmentOf, productOf } from "@/lib/dodo/product-params";
import { readDodoNews } from "@/lib/dodo/webhook";
import { DODO_EVENTS } from "@/lib/dodo/webhook-events";
import { skewOf, waitAsked } from "@/lib/providers/ask";

it.each([
  ["https://mail.example.com", true],
  ["https://mail.example.com:8443", true],
  ["http://8.8.8.8", true],
  ["http://[2606:4700::1111]", true],
  ["http://localhost:3000", false],
  ["http://127.0.0.1:3000", false],
  ["http://[::1]:3000", false],
  ["http://[fd00::1]", false],
  ["http://10.1.2.3", false],
  ["http://172.20.0.1", false],
  ["http://192.168.1.5", false],
  ["http://mailkit", false],
  ["http://printer.local", false],
])("knows that a provider elsewhere can, or can't, reach %s", (url, expected) => {
  expect(isPublicAddress(url)).toBe(expected);
  expect(canDeliver(url, undefined)).toBe(expected);
});

it("lets a stand-in on this machine deliver to this machine", () => {
  expect(canDeliver("http://localhost:3000", "http://127.0.0.1:4010/dodo")).toBe(true);
});

it("compares versions by number", () => {
  expect(isAtLeast("16.10.0", "16.4.1")).toBe(true);
  expect(isAtLeast("16.4.1", "16.4.1")).toBe(true);
  expect(isAtLeast("16.4.1-canary.3", "16.4.1")).toBe(true);
  expect(isAtLeast("16.4.0", "16.4.1")).toBe(false);
  expect(isAtLeast("15.9.9", "16.4.1")).toBe(false);
});

it("fails on a package under its floor, and on one that is missing", () => {
  const [, next, react] = checkVersions((name) => (name === "next" ? "16.4.0" : null));
  expect(next).toMatchObject({
    state: "failed",
    text: expect.stringMatching(/^next 16\.4\.0 is older than 16\.4\.1: .*CVE-/),
  });
  expect(react).toMatchObject({ state: "failed", text: "react is not installed here." });
  const old = checkVersions((name) => (name === "next-auth" ? "4.24.14" : "99.0.0"));
  expect(old.filter(({ state }) => state === "failed")).toMatchObject([{ name: "next-auth" }]);
});

it("reads a clock that shows whole seconds only", () => {
  const date = "Mon, 23 Nov 2026 12:00:00 GMT";
  const at = Date.parse(date);
  expect(skewOf(date, at + 900, at + 950)).toBe(0);
  expect(skewOf(date, at - 60_000, at - 59_000)).toBe(59_000);
  expect(skewOf(date, at + 61_000, at + 62_000)).toBe(-60_000);
  expect(skewOf(null, at, at)).toBeNull();
});

it("waits as long as a refusal asks for, in whichever of the two forms, and believes nothing absurd", () => {
  const now = 1_800_000_000_000;
  const wait = (headers: Record<string, string>) => waitAsked((name) => headers[name], now);
  expect(wait({ "retry-after": "3" })).toBe(3_000);
  expect(wait({ "x-ratelimit-reset": "42" })).toBe(43_000);
  expect(wait({ "x-ratelimit-reset": "1800000042" })).toBe(43_000);
  expect(wait({ "x-ratelimit-reset": "1800009999" })).toBeNull();
  expect(wait({ "retry-after": "soon" })).toBeNull();
  expect(wait({})).toBeNull();
});

it("judges a sender by exactly its domain", () => {
  const domains = [
    { name: "mail.example", status: "verified" },
    { name: "new.example", status: "pending" },
  ] as const;
  const stateOf = (from: string) => checkSender(from, domains).state;
  expect(stateOf("A <a@MAIL.example>")).toBe("ok");
  expect(stateOf("a@sub.mail.example")).toBe("failed");
  expect(stateOf("a@new.example")).toBe("failed");
  expect(stateOf("onboarding@resend.dev")).toBe("skipped");
});

describe("what setup makes", () => {
  const credit = {
    id: "cde_1",
    name: catalogue.creditName,
    unit: "email",
    precision: 0,
    expires_after_days: catalogue.creditLifeDays,
    rollover_enabled: false,
    overage_enabled: false,
  };
  const made = (offer: (typeof offers)[number]) => {
    const { price, ...product } = productOf(offer);
    const attached = { ...attachmentOf(offer, "cde_1"), credits_amount: offer.credits };
    return { product_id: "pdt_1", ...product, price: { ...price }, credit_entitlements: [attached] };
  };

  it("is what the checks want, for every offer", () => {
    expect(creditDifferences(credit)).toEqual([]);
    for (const offer of offers) expect(productDifferences(made(offer) as never, offer, "cde_1")).toEqual([]);
  });

  it("can't be made out of a credit with decimals", () => {
    expect(creditDifferences({ ...credit, precision: 2 })).toMatchObject([{ canChange: false }]);
  });

  it("differs in words where a plan would end after its first cycle", () => {
    const once = made(catalogue.plan);
    Object.assign(once.price, { subscription_period_count: 1, subscription_period_interval: "Month" });
    const [difference] = productDifferences(once as never, catalogue.plan, "cde_1");
    expect(difference?.text).toContain("never renews");
  });
});

it("asks for exactly those of Dodo's events that mean something here", () => {
  const body = JSON.stringify({ data: { customer_id: "cus_1" } });
  for (const type of DODO_EVENTS) expect(readDodoNews(type, body).kind).toBe("changed");
  const needless: WebhookEventType[] = [
    "license_key.created",
    "payout.success",
    "abandoned_checkout.detected",
    "dunning.started",
    "entitlement_grant.created",
  ];
  for (const type of needless) expect(readDodoNews(type, body).kind).toBe("irrelevant");
});

it("names a variable for each offer, and keeps the tutorial's names for the first", () => {
  expect(offers.map(productVariable).slice(0, 1)).toEqual(["PLAN_PRODUCT_ID"]);
  expect(productVariable(catalogue.topup)).toBe("TOPUP_PRODUCT_ID");
  expect(productVariable({ ...catalogue.topup, key: "big-pack" })).toBe("PRODUCT_ID_BIG_PACK");
  expect(new Set(offers.map(productVariable)).size).toBe(offers.length);
});
