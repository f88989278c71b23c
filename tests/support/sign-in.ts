import { randomInt } from "node:crypto";
import type { Stack } from "./stack";

type Place = Pick<Stack, "baseUrl" | "sandbox">;

/** A signed-in user, as a browser would be. */
export interface Session {
  email: string;
  /** Value for a `Cookie` header. */
  cookie: string;
  /** Calls the app as this user, from its own pages: cookie and origin go along. A redirect is not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The same with a POST of JSON. */
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** Signs in the way people do: asks for a link, reads the mail, opens what the button opens. */
export async function signIn(stack: Place, email: string): Promise<Session> {
  const link = await requestLink(stack, email);
  const answer = await redeem(stack, link);
  const cookie = sessionCookieOf(answer);
  if (!cookie) throw new Error(`No session: ${answer.status} to ${answer.headers.get("location")}`);
  return sessionOf(stack.baseUrl, email, cookie);
}

/** Asks for a sign-in link and takes it out of the newest mail. */
export async function requestLink(stack: Place, email: string, next?: string): Promise<URL> {
  const known = new Set((await stack.sandbox.emails(email.trim().toLowerCase())).map(({ id }) => id));
  const answer = await postLinkRequest(stack, { email, next });
  if (answer.status !== 202) throw new Error(`No link: ${answer.status} ${await answer.text()}`);
  const mail = (await stack.sandbox.emails(email.trim().toLowerCase())).find(({ id }) => !known.has(id));
  const link = /https?:\/\/\S+\/signin\/confirm\?\S+/.exec(mail?.text ?? "")?.[0];
  if (!link) throw new Error(`There is no link in the mail: ${mail?.text}`);
  return new URL(link);
}

/** `POST /api/auth/email-link`, each call from another address unless one is given. */
export function postLinkRequest(
  stack: Pick<Stack, "baseUrl">,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${stack.baseUrl}/api/auth/email-link`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Forwarded-For": someAddress(), ...headers },
    body: JSON.stringify(body),
  });
}

/** What the button on the page behind the link does. */
export function redeem(
  stack: Pick<Stack, "baseUrl">,
  link: URL,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { token = "", email = "", next = "" } = Object.fromEntries(link.searchParams);
  const query = new URLSearchParams({ token, email, callbackUrl: next });
  return fetch(`${stack.baseUrl}/api/auth/callback/email?${query}`, {
    redirect: "manual",
    headers: { "X-Forwarded-For": someAddress(), ...headers },
  });
}

/** The session cookie that an answer sets, as `name=value`; undefined if it sets none. */
export function sessionCookieOf(answer: Response): string | undefined {
  const set = answer.headers.getSetCookie().find((cookie) => /session-token(\.0)?=[^;]/.test(cookie));
  return set?.split(";", 1)[0];
}

/** An address that no other caller has, of a range that is reserved for tests (RFC 2544). */
export function someAddress(): string {
  return `198.18.${randomInt(256)}.${randomInt(256)}`;
}

function sessionOf(baseUrl: string, email: string, cookie: string): Session {
  const call = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("Cookie", [cookie, headers.get("Cookie")].filter(Boolean).join("; "));
    if (!headers.has("Origin")) headers.set("Origin", baseUrl);
    return fetch(new URL(path, baseUrl), { redirect: "manual", ...init, headers });
  };
  return {
    email,
    cookie,
    fetch: call,
    post: (path, body = {}, headers = {}) =>
      call(path, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
  };
}
