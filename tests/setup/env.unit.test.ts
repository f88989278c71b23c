import { expect, it } from "vitest";
import { BadConfiguration, parseEnv } from "@/lib/env";
import { sandboxDefaults } from "@/sandbox/constants";
import { planStack } from "@/scripts/stack-env";

const GOOD = {
  BASE_URL: "https://mailkit.example",
  DATABASE_URL: "postgres://user:password@host:5432/name",
  NEXTAUTH_SECRET: "a secret of at least thirty-two characters",
  DODO_PAYMENTS_API_KEY: "key",
  DODO_PAYMENTS_ENVIRONMENT: "live_mode",
  DODO_WEBHOOK_KEY: sandboxDefaults.webhookSecret,
  CREDIT_ENTITLEMENT_ID: "cde_1",
  PLAN_PRODUCT_ID: "pdt_1",
  TOPUP_PRODUCT_ID: "pdt_2",
  RESEND_API_KEY: "re_1",
  EMAIL_FROM: "MailKit <mail@mailkit.example>",
};

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnv(env);
    return [];
  } catch (error) {
    if (error instanceof BadConfiguration) return error.problems;
    throw error;
  }
}

it("accepts a complete configuration", () => {
  expect(problemsOf(GOOD)).toEqual([]);
});

it("names every variable that is missing, at once", () => {
  const missing = problemsOf({}).map((line) => line.split(" ")[0]);
  expect(missing.sort()).toEqual(Object.keys(GOOD).sort());
});

it("treats a blank variable as a missing one", () => {
  const blank = Object.fromEntries(Object.keys(GOOD).map((name) => [name, " "]));
  const missing = problemsOf(blank).map((line) => line.split(" ")[0]);
  expect([...new Set(missing)].sort()).toEqual(Object.keys(GOOD).sort());
});

it.each([
  ["BASE_URL", "mailkit.example"],
  ["BASE_URL", "ftp://mailkit.example"],
  ["DATABASE_URL", "mysql://user@host/name"],
  ["NEXTAUTH_SECRET", "short"],
  ["DODO_PAYMENTS_ENVIRONMENT", "production"],
  ["DODO_WEBHOOK_KEY", "not a key"],
  ["RESEND_WEBHOOK_KEY", "not a key"],
  ["QUEUE_MAX_PER_CUSTOMER", "0"],
  ["QUEUE_MAX", "many"],
  ["EMAIL_FROM", "mailkit"],
  ["SUPPORT_EMAIL", "Help <help@mailkit.example>"],
  ["EMAIL_FROM", "a@mailkit.example, b@mailkit.example"],
  ["LOG_LEVEL", "loud"],
  ["DATABASE_POOL_MAX", "0"],
])("refuses %s=%s and nothing else", (name, value) => {
  const problems = problemsOf({ ...GOOD, [name]: value });
  expect(problems.length).toBeGreaterThan(0);
  for (const line of problems) expect(line).toMatch(new RegExp(`^${name} `));
});

it.each(["DODO_PAYMENTS_BASE_URL", "RESEND_BASE_URL", "SANDBOX_URL"])(
  "lets %s point to this machine only, so that a deployment can't be led to a stand-in",
  (name) => {
    const test = { ...GOOD, DODO_PAYMENTS_ENVIRONMENT: "test_mode" };
    expect(problemsOf({ ...test, [name]: "http://127.0.0.1:4010" })).toEqual([]);
    expect(problemsOf({ ...test, [name]: "https://evil.example" })).toHaveLength(1);
    expect(problemsOf({ ...test, [name]: "http://127.0.0.1.evil.example" })).toHaveLength(1);
  },
);

it("refuses a stand-in for Dodo together with live mode, and half of an OAuth client", () => {
  expect(problemsOf({ ...GOOD, DODO_PAYMENTS_BASE_URL: "http://127.0.0.1:4010/dodo" })).toHaveLength(1);
  expect(problemsOf({ ...GOOD, GITHUB_CLIENT_ID: "id" })).toHaveLength(1);
  expect(problemsOf({ ...GOOD, GOOGLE_CLIENT_SECRET: "secret" })).toHaveLength(1);
});

it("lets no email go before its content, and nothing sooner than it may still be asked for", () => {
  const keep = (content: string, emails: string) =>
    problemsOf({ ...GOOD, RETAIN_CONTENT_DAYS: content, RETAIN_EMAILS_DAYS: emails });
  expect(keep("30", "")).toEqual([]);
  expect(keep("120", "120")).toEqual([]);
  expect(keep("120", "100").join()).toContain("RETAIN_EMAILS_DAYS is less than RETAIN_CONTENT_DAYS");
  expect(keep("0", "")).toHaveLength(1);
  expect(keep("30", "89")).toHaveLength(1);
  expect(problemsOf({ ...GOOD, RETAIN_RESEND_MESSAGES_DAYS: "1" })).toHaveLength(1);
});

it("shows no secret in what it says", () => {
  const secrets = { NEXTAUTH_SECRET: "hunter2", DODO_WEBHOOK_KEY: "hunter2!", DATABASE_URL: "hunter2" };
  expect(problemsOf({ ...GOOD, ...secrets }).join("\n")).not.toContain("hunter2");
});

it("fills a development environment that lacks everything, so that the app accepts it", () => {
  const plan = planStack({}, ".data/test-plan");
  expect(plan).toMatchObject({ port: 3000, needsPostgres: true, sandboxFor: { dodo: true, resend: true } });
  expect(problemsOf({ ...plan.app, DATABASE_URL: GOOD.DATABASE_URL })).toEqual([]);
});

it("leads both providers' webhooks to the app in development, signed with keys that it knows", () => {
  const { app, sandbox } = planStack({ PORT: "3456" }, ".data/test-plan");
  expect(sandbox).toMatchObject({
    SANDBOX_WEBHOOK_URL: "http://127.0.0.1:3456/api/webhooks/dodo",
    SANDBOX_WEBHOOK_SECRET: app.DODO_WEBHOOK_KEY,
    SANDBOX_RESEND_WEBHOOK_URL: "http://127.0.0.1:3456/api/webhooks/resend",
    SANDBOX_RESEND_WEBHOOK_SECRET: app.RESEND_WEBHOOK_KEY,
  });
});

it("replaces Dodo and Resend one by one", () => {
  const realDodo = planStack({ ...GOOD, RESEND_API_KEY: "" }, ".data/test-plan");
  expect(realDodo.sandboxFor).toEqual({ dodo: false, resend: true });
  expect(realDodo.app).toMatchObject({
    DODO_PAYMENTS_API_KEY: "key",
    RESEND_API_KEY: sandboxDefaults.resendApiKey,
  });
  expect(realDodo.app.DODO_PAYMENTS_BASE_URL).toBeUndefined();
  const realResend = planStack({ ...GOOD, DODO_PAYMENTS_API_KEY: "" }, ".data/test-plan");
  expect(realResend.sandboxFor).toEqual({ dodo: true, resend: false });
  expect(realResend.app).toMatchObject({ RESEND_API_KEY: "re_1", DODO_PAYMENTS_ENVIRONMENT: "test_mode" });
  expect(realResend.app.RESEND_BASE_URL).toBeUndefined();
  const both = planStack(GOOD, ".data/test-plan");
  expect(both).toMatchObject({ needsPostgres: false, sandboxFor: { dodo: false, resend: false } });
  expect(both.app.SANDBOX_URL).toBeUndefined();
});
