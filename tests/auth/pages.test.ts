import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_ROWS } from "../routes/api-table";
import { OPERATOR_ROWS } from "../routes/operator-table";
import { pagesInApp, ROWS } from "../routes/table";
import { signIn, someAddress } from "../support/sign-in";
import { OPERATOR, type Stack, startStack } from "../support/stack";

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
});

/** What is wrong with the headers of an answer. `isPage`: it may have scripts, by a nonce. */
function troublesOf({ headers }: Response, isPage: boolean, isOnHttps: boolean): string[] {
  const policy = headers.get("content-security-policy") ?? "";
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  const wanted: [name: string, isThere: boolean][] = [
    ["frame-ancestors", policy.includes("frame-ancestors 'none'")],
    ["default-src", policy.includes(isPage ? "default-src 'self'" : "default-src 'none'")],
    ["script-src", isPage ? /^'self' 'nonce-[\w=]{16,}' 'strict-dynamic'$/.test(scripts) : scripts === ""],
    ["nosniff", headers.get("x-content-type-options") === "nosniff"],
    ["referrer", headers.get("referrer-policy") === "strict-origin-when-cross-origin"],
    ["permissions", headers.get("permissions-policy")?.includes("camera=()") ?? false],
    ["x-powered-by", headers.get("x-powered-by") === null],
    // For a year, and only where the app is on https: elsewhere it would lock people out.
    [
      "hsts",
      headers.get("strict-transport-security") === (isOnHttps ? "max-age=31536000; includeSubDomains" : null),
    ],
  ];
  return wanted.flatMap(([name, isThere]) => (isThere ? [] : [name]));
}

/** Each address of `asks` on both instances, eight at a time. Returns those whose headers are not as they must be. */
async function withTroubles(asks: { path: string; method?: string }[], isPage: boolean): Promise<string[]> {
  const operator = await signIn(stack, OPERATOR);
  const found: string[] = [];
  const ask = async ({ path, method = "GET" }: { path: string; method?: string }, instance: number) => {
    const headers = { Cookie: operator.cookie, "X-Forwarded-For": someAddress() };
    const answer = await fetch(stack.baseUrls[instance] + path, { method, headers, redirect: "manual" });
    const troubles = troublesOf(answer, isPage, instance === 1);
    if (troubles.length > 0) found.push(`${method} ${path} ${answer.status}: ${troubles.join(", ")}`);
  };
  const all = asks.flatMap((one) => [0, 1].map((instance) => () => ask(one, instance)));
  const work = async () => {
    for (let next = all.shift(); next; next = all.shift()) await next();
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return found;
}

const ID = "01900000-0000-7000-8000-000000000000";
const filled = (path: string) => path.replaceAll(/:[a-z]+|\[[^\]]+\]/g, ID);

describe("the headers that keep a browser in bounds are on", () => {
  it("every page, also one that sends elsewhere, is not there, or is somebody else's", async () => {
    const pages = pagesInApp().map((path) => ({ path: filled(path) }));
    expect(pages.length).toBeGreaterThan(30);
    const others = ["/nowhere", "/dashboard/nowhere", "/icon.svg", "/signin?next=//evil.example"];
    expect(await withTroubles([...pages, ...others.map((path) => ({ path }))], true)).toEqual([]);
  });

  it("every answer of the API, whatever it says", async () => {
    const rows = [
      ...ROWS.flatMap(({ methods, path }) => methods.map((method) => ({ method, path }))),
      ...API_ROWS,
      ...OPERATOR_ROWS,
    ].map(({ method, path }) => ({ method, path: filled(path) }));
    // 404, 405, next-auth's own answers, and a redirect of its. Where only a session may call, 405 is Next's: no word, no type.
    const others = [
      { path: "/api/nowhere" },
      { path: "/emails/a/b/c" },
      { method: "DELETE", path: "/emails" },
      { path: "/api/auth/csrf" },
      { path: `/api/auth/callback/email?token=${ID}&email=a%40mailbox.dev` },
    ];
    // Deletes the account, and ends the session that the others are asked with.
    const isEnd = ({ method, path }: { method: string; path: string }) =>
      (method === "DELETE" && path === "/api/account") || path.includes("everywhere");
    expect(rows.length).toBeGreaterThan(100);
    expect(await withTroubles([...rows.filter((row) => !isEnd(row)), ...others], false)).toEqual([]);
  });

  it("documents for programs", async () => {
    const asks = ["/openapi.json", "/llms.txt"].map((path) => ({ path }));
    expect(await withTroubles(asks, false)).toEqual([]);
  });

  it("assets: they are taken for what they say they are", async () => {
    const html = await (await open("/signin")).text();
    const assets = [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(assets.length).toBeGreaterThan(3);
    for (const path of [...new Set(assets), "/_next/static/nothing.js"]) {
      const { headers } = await open(path);
      expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
    }
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
