import { createHash } from "node:crypto";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeToken } from "@/lib/keys/token";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { redeem, requestLink, sessionCookieOf, signIn, someAddress } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

const SECRET = "a secret that only this test file uses, 0123456789";
/** Makes the third instance live in the future, for what is measured with Date.now. */
const IN_TWO_DAYS = "data:text/javascript,const/**/now=Date.now;Date.now=()=>now()+172800000;";
const NAME = "next-auth.session-token";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    instances: 3,
    env: { NEXTAUTH_SECRET: SECRET },
    instanceEnv: [{}, {}, { NODE_OPTIONS: `--import ${IN_TWO_DAYS}` }],
  });
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const statusWith = async (cookie: string, baseUrl = stack.baseUrl) =>
  (await fetch(`${baseUrl}/api/credits`, { headers: { Cookie: cookie } })).status;

it("keeps the session from scripts and other sites", async () => {
  const answer = await redeem(stack, await requestLink(stack, "flags@mailbox.dev"));
  const cookie = answer.headers.getSetCookie().find((set) => set.startsWith(NAME)) ?? "";
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Lax/);
  expect(cookie).toMatch(/; Path=\//);
  expect(cookie).not.toMatch(/; Domain=/i);
  const expires = Date.parse(/Expires=([^;]+)/.exec(cookie)?.[1] ?? "");
  expect(Math.round((expires - Date.now()) / 86_400_000)).toBe(30);
});

it("holds a session on every instance", async () => {
  const session = await signIn(stack, "both@mailbox.dev");
  for (const baseUrl of stack.baseUrls) expect(await statusWith(session.cookie, baseUrl)).toBe(200);
});

it("signs out of this browser", async () => {
  const session = await signIn(stack, "leaver@mailbox.dev");
  const csrf = await session.fetch("/api/auth/csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const csrfCookie = csrf.headers
    .getSetCookie()
    .find((set) => set.includes("csrf-token"))
    ?.split(";")[0];
  const answer = await session.fetch("/api/auth/signout", {
    method: "POST",
    headers: { Cookie: csrfCookie ?? "" },
    body: new URLSearchParams({ csrfToken, callbackUrl: "/" }),
  });
  expect(answer.headers.getSetCookie().some((set) => /session-token=;.*Max-Age=0/.test(set))).toBe(true);
});

it("signs out everywhere at once, on every instance", async () => {
  const [here, there] = [await signIn(stack, "far@mailbox.dev"), await signIn(stack, "far@mailbox.dev")];
  const stranger = await signIn(stack, "stranger@mailbox.dev");
  expect((await here.post("/api/auth/sign-out-everywhere")).status).toBe(200);
  for (const baseUrl of stack.baseUrls) {
    expect(await statusWith(here.cookie, baseUrl)).toBe(401);
    expect(await statusWith(there.cookie, baseUrl)).toBe(401);
    expect(await statusWith(stranger.cookie, baseUrl)).toBe(200);
  }
  const again = await signIn(stack, "far@mailbox.dev");
  expect(await statusWith(again.cookie)).toBe(200);
});

it("refuses to sign out everywhere when another site asks", async () => {
  const session = await signIn(stack, "forced@mailbox.dev");
  const headers = { Origin: "https://evil.example" };
  expect((await session.post("/api/auth/sign-out-everywhere", {}, headers)).status).toBe(403);
  expect(await statusWith(session.cookie)).toBe(200);
});

it("refuses a session that is forged, expired, of a deleted user, or damaged", async () => {
  const session = await signIn(stack, "real@mailbox.dev");
  const { rows } = await stack.db.query("select id from users where email = 'real@mailbox.dev'");
  const token = { sub: rows[0].id, sessionVersion: 1 };
  const sealed = async (options: { secret?: string; maxAge?: number; token?: Record<string, unknown> }) =>
    `${NAME}=${await encode({ token, secret: SECRET, ...options })}`;
  expect(await statusWith(await sealed({}))).toBe(200);
  expect(await statusWith(await sealed({ secret: "another secret of at least 32 characters" }))).toBe(401);
  expect(await statusWith(await sealed({ maxAge: -60 }))).toBe(401);
  expect(await statusWith(await sealed({ token: { ...token, sessionVersion: 2 } }))).toBe(401);
  expect(await statusWith(await sealed({ token: { ...token, sessionVersion: "1" } }))).toBe(401);
  expect(await statusWith(await sealed({ token: { sub: rows[0].id } }))).toBe(401);
  expect(await statusWith(session.cookie.slice(0, -5))).toBe(401);
  expect(await statusWith(`${NAME}=`)).toBe(401);
  await stack.db.query("delete from users where email = 'real@mailbox.dev'");
  expect(await statusWith(session.cookie)).toBe(401);
});

it("puts a session together that next-auth has cut into pieces", async () => {
  const { cookie } = await signIn(stack, "pieces@mailbox.dev");
  const value = cookie.slice(NAME.length + 1);
  const pieces = `${NAME}.1=${value.slice(100)}; ${NAME}.0=${value.slice(0, 100)}`;
  expect(await statusWith(pieces)).toBe(200);
});

it("renews a session that is in use, once a day", async () => {
  const { cookie } = await signIn(stack, "daily@mailbox.dev");
  const visit = (baseUrl = "") =>
    fetch(`${baseUrl}/dashboard`, { headers: { Cookie: cookie }, redirect: "manual" });
  const [today, , tomorrow] = stack.baseUrls;
  expect((await visit(today)).headers.getSetCookie()).toEqual([]);
  const [renewed = ""] = (await visit(tomorrow)).headers.getSetCookie();
  expect(renewed).toMatch(
    /^next-auth\.session-token=.*; Path=\/;.*Max-Age=2592000;.*HttpOnly; SameSite=lax$/,
  );
  const value = renewed.split(";")[0] ?? "";
  expect(value).not.toBe(cookie);
  expect(await statusWith(value)).toBe(200);
});

it("shows next-auth's own session route no more than name and address", async () => {
  const session = await signIn(stack, "shown@mailbox.dev");
  const shown = await (await session.fetch("/api/auth/session")).json();
  expect(shown).toEqual({ expires: expect.any(String), user: { name: null, email: "shown@mailbox.dev" } });
});

describe("a flood of wrong secrets from one address", () => {
  /** As many at once as a program that guesses would make, over both instances. */
  async function statuses(count: number, ask: (number: number, baseUrl: string) => Promise<Response>) {
    const found: number[] = [];
    let next = 0;
    const work = async () => {
      while (next < count) {
        const number = next++;
        const answer = await ask(number, stack.baseUrls[number % 2] ?? "");
        await answer.arrayBuffer();
        found.push(answer.status);
        if (answer.status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      }
    };
    await Promise.all(Array.from({ length: 40 }, work));
    return (status: number) => found.filter((one) => one === status).length;
  }

  it("a thousand wrong keys: none gets in, 600 are looked at in a minute, and a good key goes on", async () => {
    const { email } = await signIn(stack, "flooded@mailbox.dev");
    const { token } = await giveKey(stack, email);
    const address = someAddress();
    const withKey = (key: string, from = address, baseUrl = stack.baseUrl) =>
      fetch(`${baseUrl}/api-keys`, { headers: { Authorization: `Bearer ${key}`, "X-Forwarded-For": from } });
    const countOf = await statuses(1_000, (_number, baseUrl) => withKey(makeToken(), address, baseUrl));
    expect(countOf(401) + countOf(429)).toBe(1_000);
    expect(countOf(401)).toBeLessThanOrEqual(600);
    expect(countOf(401)).toBeGreaterThan(500);
    expect((await withKey(makeToken())).status).toBe(429);
    expect((await withKey(token)).status).toBe(200);
    expect((await withKey(makeToken(), someAddress())).status).toBe(401);
  });

  it("a thousand wrong links: none signs in, and after 300 in a minute nobody looks", async () => {
    const address = someAddress();
    const email = encodeURIComponent("flooded@mailbox.dev");
    const countOf = await statuses(1_000, async (number, baseUrl) => {
      const token = createHash("sha256").update(String(number)).digest("hex");
      const answer = await fetch(`${baseUrl}/api/auth/callback/email?token=${token}&email=${email}`, {
        redirect: "manual",
        headers: { "X-Forwarded-For": address },
      });
      expect(sessionCookieOf(answer)).toBeUndefined();
      return answer;
    });
    expect(countOf(302) + countOf(429)).toBe(1_000);
    expect(countOf(302)).toBeLessThanOrEqual(300);
    expect(countOf(302)).toBeGreaterThan(200);
  });
});

it("a key that is revoked on one instance is refused by all of them from the next request on", async () => {
  const session = await signIn(stack, "revoker@mailbox.dev");
  const { id, token } = await giveKey(stack, session.email);
  const statusesOfKey = () =>
    Promise.all(
      stack.baseUrls.map(
        async (baseUrl) =>
          (await fetch(`${baseUrl}/api-keys`, { headers: { Authorization: `Bearer ${token}` } })).status,
      ),
    );
  // All have seen it work, so whatever one remembers of a key would show.
  expect(await statusesOfKey()).toEqual([200, 200, 200]);
  expect((await session.fetch(`/api/keys/${id}`, { method: "DELETE" })).ok).toBe(true);
  expect(await statusesOfKey()).toEqual([401, 401, 401]);
});
