// One file, because each starts a world of its own, which takes seconds.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Check, checkSchema, healthDetailsSchema } from "@/lib/contracts/checks";
import { dodoClient, resendClient } from "../sandbox/clients";
import { buyPlan, readCredits } from "../support/buy";
import { createTestDatabase } from "../support/database";
import { signIn } from "../support/sign-in";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";
import { OPERATOR_TOKEN, type SetUpApp, startSetUpApp } from "./app";

let app: SetUpApp;
/** The file as setup wrote it. */
let good: string;
beforeAll(async () => {
  app = await startSetUpApp();
  good = app.place.read();
});
afterAll(() => app?.stop());

/** Undoes what a test has broken, the way an operator would. */
afterEach(async () => {
  await app.place.sandbox.control.clearFaults();
  app.place.write(good);
  const { code, output } = await app.place.run("setup", ["--yes"]);
  expect(output).not.toContain("✗");
  expect(code).toBe(0);
  expect(app.place.read()).toBe(good);
});

const answerSchema = z.object({ ok: z.boolean(), failed: z.number(), checks: z.array(checkSchema) });

async function examine(env: Record<string, string> = {}): Promise<{ code: number | null; checks: Check[] }> {
  const { code, output } = await app.place.run("doctor", ["--json"], env);
  const { ok, checks } = answerSchema.parse(JSON.parse(output));
  expect(ok).toBe(code === 0);
  return { code, checks };
}

/** What failed, by name. */
const failures = (checks: Check[]) =>
  Object.fromEntries(checks.filter(({ state }) => state === "failed").map(({ name, text }) => [name, text]));

describe("on what setup wrote", () => {
  it("the main job works: a plan is bought, an email is sent, and its credit is captured", async () => {
    const { place, baseUrl, db } = app;
    const stack = { baseUrl, sandbox: place.sandbox.control };
    const session = await signIn(stack, "ada@mailbox.dev");
    expect(await buyPlan(session, stack)).toMatchObject({ available: 5000 });
    await waitFor(async () => (await readCredits(session)).plan?.key === "plan", {
      what: "the plan to be known",
    });
    const sent = await session.post("/api/send", {
      to: "grace@mailbox.dev",
      subject: "Hello",
      html: "<p>Hi</p>",
    });
    expect(sent.status).toBe(200);
    await waitFor(async () => (await readCredits(session)).balance === 4999, { what: "the capture to land" });
    // Webhooks of both providers came over the endpoints that setup made.
    const events = "select source from webhook_events where applied_at is not null and type like $1";
    const heard = async () =>
      (await db.query(events, ["credit.%"])).rowCount && (await db.query(events, ["email.%"])).rowCount;
    await waitFor(heard, { what: "both providers' webhooks to be applied" });
  });

  it("everything is well, in a line each, and the test messages change nothing", async () => {
    const { code, output } = await app.place.run("doctor");
    expect(output).not.toContain("✗");
    expect(output).toContain("✓ The key may write, which captures need.");
    expect(code).toBe(0);
    const outcomes = async () =>
      (await app.db.query("select outcome from webhook_events where type = 'mailkit.check'")).rows;
    await waitFor(async () => (await outcomes()).every(({ outcome }) => /^ignored/.test(outcome)), {
      what: "the test messages to be ignored",
    });
    for (const secret of ["DODO_PAYMENTS_API_KEY", "DODO_WEBHOOK_KEY", "RESEND_WEBHOOK_KEY", "DATABASE_URL"])
      expect(output).not.toContain(app.place.values()[secret]);
  });
});

describe("what is broken is named, with what to do, and ends with 1", () => {
  const NOWHERE = "whsec_c29tZWJvZHkgZWxzZSdzIGtleQ==";

  it.each<[string, Record<string, string>, Record<string, RegExp>]>([
    [
      "a key that Dodo does not know",
      { DODO_PAYMENTS_API_KEY: "dodo_test_other" },
      { dodo_key: /refuses DODO_PAYMENTS_API_KEY/ },
    ],
    [
      "a key of the other mode",
      { DODO_PAYMENTS_API_KEY: "dodo_live_other" },
      { dodo_mode: /of live mode/, dodo_key: /refuses/ },
    ],
    ["a variable that is missing", { NEXTAUTH_SECRET: "" }, { configuration: /^NEXTAUTH_SECRET / }],
    [
      "a credit with a slip in its id",
      { CREDIT_ENTITLEMENT_ID: "cde_slip" },
      {
        credit: /no credit cde_slip.*"Email Credits" is cde_/,
        product_plan: /none of cde_slip/,
        product_topup: /none of cde_slip/,
      },
    ],
    [
      "a product that is not there",
      { PLAN_PRODUCT_ID: "pdt_slip" },
      { product_plan: /no product pdt_slip \(PLAN_PRODUCT_ID\)/ },
    ],
    [
      "another key than Dodo signs with",
      { DODO_WEBHOOK_KEY: NOWHERE },
      {
        dodo_webhook: /another key than DODO_WEBHOOK_KEY/,
        dodo_delivery: /refuses a message that is signed with DODO_WEBHOOK_KEY/,
      },
    ],
    [
      "another key than Resend signs with",
      { RESEND_WEBHOOK_KEY: NOWHERE },
      { resend_webhook: /another key than RESEND_WEBHOOK_KEY/, resend_delivery: /refuses/ },
    ],
    [
      "a key that Resend does not know",
      { RESEND_API_KEY: "re_other" },
      { resend_key: /refuses RESEND_API_KEY/ },
    ],
    [
      "a sender whose domain is not there",
      { EMAIL_FROM: "a@nowhere.example" },
      { sender: /nowhere\.example .*not among/ },
    ],
    [
      "a clock that is off",
      { NODE_OPTIONS: "--import ./tests/sending/shift-clock.mjs", CLOCK_SHIFT_MS: "900000" },
      {
        database_clock: /900 s ahead/,
        dodo_clock: /ahead/,
        resend_clock: /ahead/,
        dodo_delivery: /refuses/,
        resend_delivery: /refuses/,
      },
    ],
  ])("%s", async (_, env, expected) => {
    const { code, checks } = await examine(env);
    const found = failures(checks);
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, text] of Object.entries(expected)) expect(found[name]).toMatch(text);
    for (const { state, fix } of checks) if (state === "failed") expect(fix).toBeTruthy();
    expect(code).toBe(1);
  });

  it("a product that grants another amount, and one that grants another credit", async () => {
    const dodo = dodoClient(app.place.sandbox);
    const {
      PLAN_PRODUCT_ID: plan = "",
      TOPUP_PRODUCT_ID: pack = "",
      CREDIT_ENTITLEMENT_ID: ours = "",
    } = app.place.values();
    const other = await dodo.creditEntitlements.create({
      name: "Other",
      unit: "email",
      precision: 0,
      rollover_enabled: false,
      overage_enabled: false,
    });
    await dodo.products.update(plan, {
      credit_entitlements: [{ credit_entitlement_id: ours, credits_amount: "500", expires_after_days: 30 }],
    });
    await dodo.products.update(pack, {
      credit_entitlements: [{ credit_entitlement_id: other.id, credits_amount: "5000" }],
    });
    const found = failures((await examine()).checks);
    expect(found.product_plan).toContain("what it grants is 500 instead of 5000");
    expect(found.product_topup).toContain(`it grants 5000 of ${other.id}, but none of ${ours}`);
    const { code, output } = await app.place.run("doctor");
    expect(output).toMatch(/^✗ The product "MailKit Plan": .* → Run `npm run setup`/m);
    expect(code).toBe(1);
    await dodo.creditEntitlements.delete(other.id);
  });

  it("an endpoint that is disabled and lacks events, two of them, and none", async () => {
    const dodo = dodoClient(app.place.sandbox);
    const url = `${app.baseUrl}/api/webhooks/dodo`;
    const [endpoint] = (await dodo.webhooks.list()).data;
    const id = endpoint?.id ?? "";
    await dodo.webhooks.update(id, { disabled: true, filter_types: ["credit.added"] });
    expect(failures((await examine()).checks).dodo_webhook).toMatch(
      /it is disabled; it is not sent payment\.succeeded/,
    );
    const twin = await dodo.webhooks.create({ url });
    expect(failures((await examine()).checks).dodo_webhook).toContain("has 2 webhook endpoints");
    await dodo.webhooks.delete(twin.id);
    const { secret } = await dodo.webhooks.retrieveSecret(id);
    // Gone: but its key must stay the one of the running app, so it is moved away and back.
    await dodo.webhooks.update(id, { url: "http://127.0.0.1:1/elsewhere" });
    expect(failures((await examine()).checks)).toEqual({
      dodo_webhook: `Dodo has no webhook endpoint at ${url}.`,
    });
    await dodo.webhooks.update(id, { url });
    expect(app.place.values().DODO_WEBHOOK_KEY).toBe(secret);
  });

  it("a domain that waits for its records", async () => {
    const resend = resendClient(app.place.sandbox);
    const { data } = await resend.domains.create({ name: "waits.example" });
    const { checks } = await examine({ EMAIL_FROM: "a@waits.example" });
    expect(failures(checks).sender).toContain("its status is not_started");
    await resend.domains.remove(data?.id ?? "");
  });

  it("a key that may only read, which captures would find out", async () => {
    await app.place.sandbox.control.addFaults({
      target: "dodo",
      kind: "status",
      status: 401,
      method: "PATCH",
    });
    expect(Object.keys(failures((await examine()).checks))).toEqual(["dodo_write"]);
  });

  it("a provider that is down", async () => {
    const down = { kind: "status", status: 503, times: 99 } as const;
    await app.place.sandbox.control.addFaults({ target: "dodo", ...down }, { target: "resend", ...down });
    const found = failures((await examine()).checks);
    expect(found.dodo_key).toContain("Dodo did not answer");
    expect(found.resend_key).toContain("Resend did not answer");
  });

  it("a database that is away, and one that is behind", async () => {
    const away = `postgres://user:hunter2@127.0.0.1:${await testPort()}/nowhere`;
    const gone = await examine({ DATABASE_URL: away });
    expect(failures(gone.checks).database).toContain("does not answer");
    expect(JSON.stringify(gone.checks)).not.toContain("hunter2");

    const behind = await createTestDatabase();
    const client = new pg.Client({ connectionString: behind.url });
    await client.connect();
    await client.query(
      "delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)",
    );
    await client.end();
    const found = failures((await examine({ DATABASE_URL: behind.url })).checks);
    await behind.drop();
    expect(found.migrations).toContain("behind by 1 migration");
    // The app that answers at BASE_URL writes to its own database, not to this one.
    expect(found.dodo_delivery).toContain("not in the database of DATABASE_URL");
  });

  it("an address where nobody answers, and one where something else does", async () => {
    const nobody = await examine({ BASE_URL: `http://127.0.0.1:${await testPort()}` });
    expect(failures(nobody.checks).dodo_delivery).toMatch(/not reachable: .*ECONNREFUSED/);

    const stranger = createServer((_, answer) => answer.end("ok"));
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", () => resolve()));
    const { port } = stranger.address() as AddressInfo;
    const found = failures((await examine({ BASE_URL: `http://127.0.0.1:${port}` })).checks);
    stranger.close();
    expect(found.dodo_delivery).toContain("answers 200 to a message with a wrong signature");
    expect(found.dodo_webhook).toContain("no webhook endpoint");
  });
});

describe("GET /api/health", () => {
  const ask = (token?: string) =>
    fetch(`${app.baseUrl}/api/health`, token ? { headers: { authorization: `Bearer ${token}` } } : {});

  it("tells everybody that it is up, and nothing more", async () => {
    expect(await (await ask()).json()).toEqual({ status: "up" });
    expect((await ask("somebody-else-s-token-of-the-same-length-or-so")).status).toBe(401);
  });

  it("tells the operator what the doctor would say, from a short memory", async () => {
    const answer = await ask(OPERATOR_TOKEN);
    expect(answer.status).toBe(200);
    const details = healthDetailsSchema.parse(await answer.json());
    expect(details).toMatchObject({ status: "up", failed: 0, health: { status: "up" } });
    const { checks } = await examine();
    const names = checks.map(({ name }) => name).filter((name) => name !== "dodo_write");
    expect(details.checks.map(({ name }) => name)).toEqual(names);
    const again = healthDetailsSchema.parse(await (await ask(OPERATOR_TOKEN)).json());
    expect(again.checked_at).toBe(details.checked_at);
    const { DODO_WEBHOOK_KEY, DATABASE_URL, NEXTAUTH_SECRET } = app.place.values();
    for (const secret of [DODO_WEBHOOK_KEY, DATABASE_URL, NEXTAUTH_SECRET])
      expect(JSON.stringify(details)).not.toContain(secret);
  });
});
