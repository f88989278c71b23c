// One file, because each starts a world of its own, which takes seconds.
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type DodoPayments from "dodopayments";
import type { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DODO_EVENTS } from "@/lib/dodo/webhook-events";
import { RESEND_EVENTS } from "@/lib/resend/account-webhooks";
import type { FaultInput } from "@/sandbox/control-client";
import { dodoClient, resendClient } from "../sandbox/clients";
import { countCalls, inventoryOf } from "./inventory";
import { openPlace, type Place } from "./place";

let place: Place;
let dodo: DodoPayments;
let resend: Resend;
beforeAll(async () => {
  place = await openPlace();
  dodo = dodoClient(place.sandbox);
  resend = resendClient(place.sandbox);
});
afterAll(() => place?.stop());
beforeEach(async () => {
  await place.sandbox.control.reset();
  place.write(place.inputs);
});

const inventory = () => inventoryOf({ dodo, resend });

async function expectOneOfEach(): Promise<void> {
  const { credits, products, endpoints, resendWebhooks } = await inventory();
  expect([credits, products, endpoints, resendWebhooks].map((rows) => rows.length)).toEqual([1, 2, 1, 1]);
}

const callCount = (method?: RegExp) => countCalls(place.sandbox, method);
const writes = () => callCount(/POST|PATCH|PUT|DELETE/);

describe("setup", () => {
  it("makes everything from nothing, with what the catalogue says, and writes it down", async () => {
    place.write(`# mine\nOPERATOR_TOKEN=kept # too\n${place.inputs}`);
    const { code, output } = await place.run("setup");
    expect(output).not.toContain("✗");
    expect(code).toBe(0);
    const { credits, products, endpoints, resendWebhooks } = await inventory();
    expect(credits).toMatchObject([
      { name: "Email Credits", unit: "email", precision: 0, expires_after_days: 30, overage_enabled: false },
    ]);
    const attached = {
      credit_entitlement_id: credits[0]?.id,
      credits_amount: "5000",
      expires_after_days: 30,
    };
    expect(products.sort((a, b) => a.price.type.localeCompare(b.price.type))).toMatchObject([
      { price: { type: "one_time_price", price: 900 }, credit_entitlements: [attached] },
      {
        price: {
          type: "recurring_price",
          price: 1900,
          payment_frequency_interval: "Month",
          subscription_period_count: 10,
          subscription_period_interval: "Year",
        },
        credit_entitlements: [{ ...attached, low_balance_threshold_percent: 20 }],
      },
    ]);
    expect(endpoints[0]?.url).toBe("http://127.0.0.1:3999/api/webhooks/dodo");
    expect(endpoints[0]?.filter_types?.toSorted()).toEqual([...DODO_EVENTS].sort());
    expect(resendWebhooks[0]).toMatchObject({ endpoint: "http://127.0.0.1:3999/api/webhooks/resend" });
    expect(resendWebhooks[0]?.events?.toSorted()).toEqual([...RESEND_EVENTS].sort());

    const { secret } = await dodo.webhooks.retrieveSecret(endpoints[0]?.id ?? "");
    expect(place.values()).toMatchObject({
      CREDIT_ENTITLEMENT_ID: credits[0]?.id,
      TOPUP_PRODUCT_ID: products[0]?.product_id,
      PLAN_PRODUCT_ID: products[1]?.product_id,
      DODO_WEBHOOK_KEY: secret,
      RESEND_WEBHOOK_KEY: expect.stringMatching(/^whsec_/),
      OPERATOR_TOKEN: "kept",
    });
    expect(place.read()).toMatch(/^# mine\nOPERATOR_TOKEN=kept # too\n/);
    expect(statSync(place.file).mode & 0o777).toBe(0o600);
  });

  it("makes and changes nothing when it is run again", async () => {
    await place.run("setup");
    const [written, text] = [await writes(), place.read()];
    expect(await place.run("setup")).toMatchObject({ code: 0 });
    expect(await writes()).toBe(written);
    expect(place.read()).toBe(text);
    await expectOneOfEach();
  });

  it("finds what an earlier run has made also without its file", async () => {
    await place.run("setup");
    const before = place.values();
    place.write(place.inputs);
    expect(await place.run("setup")).toMatchObject({ code: 0 });
    expect(place.values()).toMatchObject({ ...before, NEXTAUTH_SECRET: expect.any(String) });
    await expectOneOfEach();
  });

  it("prints no secret", async () => {
    const first = await place.run("setup");
    const second = await place.run("setup");
    const { DODO_PAYMENTS_API_KEY, RESEND_API_KEY, DODO_WEBHOOK_KEY, RESEND_WEBHOOK_KEY, NEXTAUTH_SECRET } =
      place.values();
    const secrets = [
      DODO_PAYMENTS_API_KEY,
      RESEND_API_KEY,
      DODO_WEBHOOK_KEY,
      RESEND_WEBHOOK_KEY,
      NEXTAUTH_SECRET,
    ];
    for (const secret of secrets) expect(first.output + second.output).not.toContain(secret);
  });

  it("begins a new file with the example", async () => {
    rmSync(place.file);
    const shell = Object.fromEntries(
      place.inputs
        .split("\n")
        .filter(Boolean)
        .map((line) => [
          line.slice(0, line.indexOf("=")),
          line.slice(line.indexOf("=") + 1).replaceAll('"', ""),
        ]),
    );
    expect(await place.run("setup", [], { ...shell, DODO_PAYMENTS_ENVIRONMENT: "" })).toMatchObject({
      code: 0,
    });
    expect(place.read()).toContain("# ---- Dodo Payments");
    expect(place.values()).toMatchObject({ BASE_URL: "http://127.0.0.1:3999", PORT: "3000" });
  });

  it("leaves webhooks out where it is told to, and the app can start all the same", async () => {
    expect(await place.run("setup", ["--no-webhooks"])).toMatchObject({ code: 0 });
    const { endpoints, resendWebhooks } = await inventory();
    expect([endpoints, resendWebhooks]).toEqual([[], []]);
    expect(place.values().DODO_WEBHOOK_KEY).toMatch(/^whsec_/);
  });

  it("goes on with a key that may only send, and says what is left to do", async () => {
    const { data } = await resend.apiKeys.create({ name: "sends", permission: "sending_access" });
    place.write(place.inputs.replace(/RESEND_API_KEY=.*/, `RESEND_API_KEY=${data?.token}`));
    const { code, output } = await place.run("setup");
    expect(output).toContain("may only send");
    expect(code).toBe(0);
  });
});

describe("what is there and differs", () => {
  it("is shown, is left alone without a yes, and becomes as it should be with one", async () => {
    await place.run("setup");
    const { PLAN_PRODUCT_ID: plan = "", CREDIT_ENTITLEMENT_ID: credit = "" } = place.values();
    const other = await dodo.creditEntitlements.create({
      name: "Other",
      unit: "email",
      precision: 0,
      rollover_enabled: false,
      overage_enabled: false,
    });
    const wrong = [{ credit_entitlement_id: other.id, credits_amount: "50" }];
    await dodo.products.update(plan, { credit_entitlements: wrong });
    await dodo.creditEntitlements.update(credit, { expires_after_days: 60 });
    const [endpoint] = (await dodo.webhooks.list()).data;
    await dodo.webhooks.update(endpoint?.id ?? "", { filter_types: ["payment.succeeded"] });
    const [written, text] = [await writes(), place.read()];

    const refused = await place.run("setup");
    expect(refused.code).toBe(2);
    expect(refused.output).toContain(`it grants 50 of ${other.id}, but none of ${credit}`);
    expect(refused.output).toContain("its life in days is 60 instead of 30");
    expect(refused.output).toContain("it is not sent payment.failed");
    expect([await writes(), place.read()]).toEqual([written, text]);

    expect(await place.run("setup", ["--yes"])).toMatchObject({ code: 0 });
    expect((await dodo.products.retrieve(plan)).credit_entitlements).toMatchObject([
      { credit_entitlement_id: credit, credits_amount: "5000" },
    ]);
    expect(await dodo.creditEntitlements.retrieve(credit)).toMatchObject({ expires_after_days: 30 });
    expect(await place.run("setup")).toMatchObject({ code: 0 });
  });

  it("in the file itself needs a yes, too: ids that lead nowhere, a key that nobody signs with", async () => {
    await place.run("setup");
    const good = place.values();
    place.write(
      place
        .read()
        .replace(/PLAN_PRODUCT_ID=.*/, "PLAN_PRODUCT_ID=pdt_slip")
        .replace(/CREDIT_ENTITLEMENT_ID=.*/, "CREDIT_ENTITLEMENT_ID=cde_slip")
        .replace(/DODO_WEBHOOK_KEY=.*/, "DODO_WEBHOOK_KEY=whsec_c29tZWJvZHkgZWxzZSdzIGtleQ=="),
    );
    const refused = await place.run("setup");
    expect(refused.code).toBe(2);
    expect(refused.output).toContain(`${good.PLAN_PRODUCT_ID} instead of pdt_slip`);
    expect(refused.output).toContain("DODO_WEBHOOK_KEY in the file: another value");
    expect(await place.run("setup", ["--yes"])).toMatchObject({ code: 0 });
    expect(place.values()).toEqual(good);
    await expectOneOfEach();
  });

  it("is a person's to decide where two things could be meant", async () => {
    await place.run("setup");
    const { PLAN_PRODUCT_ID: plan = "" } = place.values();
    const { name, tax_category, price } = await dodo.products.retrieve(plan);
    const twin = { name: name ?? "", tax_category, price, metadata: { mailkit_offer: "plan" } };
    await dodo.products.create(twin);
    await dodo.webhooks.create({ url: "http://127.0.0.1:3999/api/webhooks/dodo" });
    place.write(place.inputs);
    const { code, output } = await place.run("setup", ["--yes"]);
    expect(code).toBe(1);
    expect(output).toContain('Several products could be "MailKit Plan"');
    expect(output).toContain("several webhook endpoints");
    expect(place.read()).toBe(place.inputs);
  });
});

describe("input that is no good is refused before anything is asked of a provider", () => {
  it.each([
    [
      "a missing key",
      (text: string) => text.replace(/DODO_PAYMENTS_API_KEY=.*/, ""),
      2,
      "DODO_PAYMENTS_API_KEY is missing",
    ],
    [
      "an address that is none",
      (text: string) => text.replace(/BASE_URL=.*/, "BASE_URL=here"),
      2,
      "BASE_URL is not",
    ],
    [
      "a key of the other mode",
      (text: string) => text.replace(/DODO_PAYMENTS_API_KEY=.*/, "DODO_PAYMENTS_API_KEY=dodo_live_1234567"),
      2,
      "DODO_PAYMENTS_API_KEY is of live mode",
    ],
    ["a line that is no assignment", (text: string) => `${text}hunter2\n`, 1, "line 8 is neither"],
    ["a quote that is never closed", (text: string) => `${text}X="hunter2\n`, 1, "no closing quote"],
    [
      "a variable that stands there twice",
      (text: string) => `${text}BASE_URL=http://hunter2\n`,
      1,
      "a second time",
    ],
  ])("%s", async (_, spoil, code, message) => {
    place.write(spoil(place.inputs));
    const text = place.read();
    const ended = await place.run("setup");
    expect(ended.output).toContain(message);
    expect(ended.output).not.toContain("hunter2");
    expect(ended.code).toBe(code);
    expect([await callCount(), place.read()]).toEqual([0, text]);
  });

  it("a file that can't be written", async () => {
    rmSync(place.file);
    mkdirSync(place.file);
    expect(await place.run("setup")).toMatchObject({ code: 1 });
    rmSync(place.file, { recursive: true });
    const nowhere = path.join(path.dirname(place.file), "no", "such", "folder", ".env");
    const { code, output } = await place.run("setup", ["--env", nowhere]);
    expect(output).toContain("can't be written, so nothing was begun");
    expect([code, existsSync(nowhere), await callCount()]).toEqual([1, false, 0]);
  });
});

describe("trouble half-way", () => {
  const post = (path: string) => ({ method: "POST", path });

  it.each<[string, FaultInput]>([
    [
      "the answer to a new credit is lost",
      { target: "dodo", kind: "reset_after", ...post("^/credit-entitlements$") },
    ],
    ["the answer to a new product is lost", { target: "dodo", kind: "reset_after", ...post("^/products$") }],
    [
      "a new product answers 500 after the work",
      { target: "dodo", kind: "status_after", ...post("^/products$") },
    ],
    ["the answer to a new endpoint is lost", { target: "dodo", kind: "reset_after", ...post("^/webhooks$") }],
    [
      "the answer to Resend's endpoint is lost",
      { target: "resend", kind: "reset_after", ...post("^/webhooks$") },
    ],
    ["Dodo asks to come later", { target: "dodo", kind: "status", status: 429, retryAfter: 1, times: 2 }],
    ["Resend asks to come later", { target: "resend", kind: "status", status: 429, retryAfter: 1, times: 2 }],
    ["a list is broken", { target: "dodo", kind: "malformed", method: "GET", path: "^/products" }],
    ["Dodo is slow", { target: "dodo", kind: "slow", delayMs: 300, times: 10 }],
  ])("is got over, and nothing is made twice: %s", async (_, fault) => {
    await place.sandbox.control.addFaults(fault);
    const { code, output } = await place.run("setup");
    expect(output).not.toContain("did not do it");
    expect(code).toBe(0);
    await expectOneOfEach();
    expect((await place.sandbox.control.faults()).remaining.filter(({ kind }) => kind !== "slow")).toEqual(
      [],
    );
  });

  it.each<[string, FaultInput]>([
    [
      "Dodo has broken down",
      { target: "dodo", kind: "status", status: 503, times: 99, ...post("^/products$") },
    ],
    [
      "Resend has broken down",
      { target: "resend", kind: "status", status: 500, times: 99, ...post("^/webhooks$") },
    ],
    ["the key may only read", { target: "dodo", kind: "status", status: 401, times: 99, method: "POST" }],
  ])("leaves the file as it was, and the next run carries on: %s", async (_, fault) => {
    await place.sandbox.control.addFaults(fault);
    const { code, output } = await place.run("setup");
    expect(output).toContain("Run it again");
    expect([code, place.read()]).toEqual([1, place.inputs]);
    await place.sandbox.control.clearFaults();
    expect(await place.run("setup")).toMatchObject({ code: 0 });
    await expectOneOfEach();
  });

  it("does without Resend's endpoint where its plan allows none more", async () => {
    const message = "Your plan allows one webhook.";
    await place.sandbox.control.addFaults({
      target: "resend",
      kind: "status",
      status: 403,
      message,
      ...post("^/webhooks$"),
    });
    const { code, output } = await place.run("setup");
    expect(output).toContain(message);
    expect(code).toBe(0);
    expect(place.values().RESEND_WEBHOOK_KEY).toBeUndefined();
  });
});
