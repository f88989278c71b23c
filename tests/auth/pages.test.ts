import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    instances: 2,
    instanceEnv: [{}, { BASE_URL: "https://mailkit.example" }],
  });
});
afterAll(() => stack?.stop());

const open = (path: string, headers: Record<string, string> = {}, baseUrl = stack.baseUrl) =>
  fetch(baseUrl + path, { redirect: "manual", headers });

describe("a visitor without a session", () => {
  it.each(["/dashboard", "/dashboard/emails?status=failed", "/dashboard/billing", "/dashboard/nowhere"])(
    "is sent from %s to sign in, and told to come back",
    async (path) => {
      const answer = await open(path);
      expect(answer.status).toBe(307);
      expect(answer.headers.get("location")?.replace(stack.baseUrl, "")).toBe(
        `/signin?next=${encodeURIComponent(path)}`,
      );
    },
  );

  it("is sent to sign in by the page itself when the session was ended elsewhere", async () => {
    const session = await signIn(stack, "ended@mailbox.dev");
    await session.post("/api/auth/sign-out-everywhere");
    const answer = await session.fetch("/dashboard");
    expect(answer.headers.get("location") ?? (await answer.text())).toContain("/signin");
  });
});

describe("a page", () => {
  it.each(["/", "/signin", "/signin/confirm", "/nowhere"])(
    "%s allows scripts by a nonce of its own only",
    async (path) => {
      const nonces = [];
      for (let visit = 0; visit < 2; visit++) {
        const answer = await open(path);
        const policy = answer.headers.get("content-security-policy") ?? "";
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
        nonces.push(nonce);
        expect(policy).toContain("'strict-dynamic'");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).not.toContain("unsafe-eval");
        expect(/script-src[^;]*/.exec(policy)?.[0]).not.toContain("unsafe-inline");
        const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
        expect(scripts.length).toBeGreaterThan(0);
        for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
      }
      expect(nonces[0]).not.toBe(nonces[1]);
    },
  );

  it("can't be framed, sniffed, or followed", async () => {
    const { headers } = await open("/signin");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("x-powered-by")).toBeNull();
  });

  it("asks browsers for https for a year, where the app is on https, and nowhere else", async () => {
    expect((await open("/")).headers.get("strict-transport-security")).toBeNull();
    expect((await open("/", {}, stack.baseUrls[1])).headers.get("strict-transport-security")).toBe(
      "max-age=31536000; includeSubDomains",
    );
  });
});

it("uses cookies that only https may carry, where the app is on https", async () => {
  const answer = await fetch(`${stack.baseUrls[1]}/api/auth/csrf`);
  const cookies = answer.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__(Secure|Host)-/);
    expect(cookie).toMatch(/; Secure/);
  }
});

it.each([
  ["GET", "signout"],
  ["POST", "_log"],
  ["POST", "session"],
  ["POST", "callback/email"],
  ["GET", "callback/unknown"],
  ["GET", "verify-request"],
])("does not answer %s /api/auth/%s, which nothing here needs", async (method, action) => {
  expect((await fetch(`${stack.baseUrl}/api/auth/${action}`, { method })).status).toBe(404);
});
