import "server-only";
import { decode, encode } from "next-auth/jwt";
import { env } from "../env";

export const SESSION_MAX_AGE_SECONDS = 30 * 24 * 60 * 60;

/** What a session cookie says. It counts only while the database has the session and the user this `sessionVersion`. */
export interface SessionClaims {
  userId: string;
  sessionVersion: number;
  /** Null in cookies from before sessions had ids. They are not renewed, so the last of them ends by itself. */
  sessionId: string | null;
  issuedAt: Date;
}

/** next-auth's names: the prefix makes browsers refuse the cookie over plain http. */
export function sessionCookieName(): string {
  return usesHttps() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** Whether the operator's own address is encrypted: then cookies are for that alone. */
export const usesHttps = () => env().BASE_URL.startsWith("https://");

/** Attributes of the session cookie, the same as next-auth gives it. */
export const sessionCookieAttributes = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: usesHttps() }) as const;

/** Puts the session together from its cookie, or cookies: next-auth cuts a long one into `name.0`, `name.1`, … */
export function joinSessionCookie(cookies: Iterable<readonly [string, string]>): string {
  return [...cookies]
    .filter(([name]) => isSessionCookie(name))
    .map(([name, value]): [number, string] => [Number(name.slice(sessionCookieName().length + 1)), value])
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value)
    .join("");
}

const isSessionCookie = (name: string) =>
  name === sessionCookieName() || name.startsWith(`${sessionCookieName()}.`);

interface OpenedCookie {
  claims: SessionClaims;
  expiresAtMs: number;
}

/**
 * Opening one costs a tenth of what a whole send costs, and says the same every time. Whether the session still counts
 * is asked in the database on every request all the same.
 */
const opened = new Map<string, OpenedCookie>();
const OPENED_MAX = 10_000;

/** Opens a session cookie. Null for one that is forged, damaged or expired. */
export async function readSession(cookie: string): Promise<SessionClaims | null> {
  if (cookie === "") return null;
  const known = opened.get(cookie) ?? (await open(cookie));
  if (!known || known.expiresAtMs <= Date.now()) return null;
  if (opened.size >= OPENED_MAX) opened.clear();
  opened.set(cookie, known);
  return known.claims;
}

async function open(cookie: string): Promise<OpenedCookie | null> {
  try {
    const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET });
    const { sub, sessionVersion, sessionId = null, iat, exp } = token ?? {};
    if (typeof sub !== "string" || typeof sessionVersion !== "number") return null;
    if (sessionId !== null && typeof sessionId !== "string") return null;
    if (typeof iat !== "number" || typeof exp !== "number") return null;
    return {
      claims: { userId: sub, sessionVersion, sessionId, issuedAt: new Date(iat * 1000) },
      expiresAtMs: exp * 1000,
    };
  } catch {
    return null;
  }
}

/** Seals the same session once more, with a full life ahead. */
export function renewSession({ userId, sessionVersion, sessionId }: SessionClaims): Promise<string> {
  return encode({
    token: { sub: userId, sessionVersion, sessionId },
    secret: env().NEXTAUTH_SECRET,
    maxAge: SESSION_MAX_AGE_SECONDS,
  });
}

/** `Set-Cookie` values that make the browser drop the session, in all of its pieces. */
export function expiredSessionCookies(request: Request): string[] {
  return parseCookies(request)
    .map(([name]) => name)
    .filter(isSessionCookie)
    .map((name) => `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${usesHttps() ? "; Secure" : ""}`);
}

/** Names and values of the cookies of a request, as they were sent. */
export function parseCookies(request: Request): (readonly [string, string])[] {
  return (request.headers.get("cookie") ?? "").split(";").flatMap((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 0) return [];
    return [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()] as const];
  });
}
