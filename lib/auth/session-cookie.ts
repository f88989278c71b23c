import "server-only";
import { decode, encode } from "next-auth/jwt";
import { env } from "../env";

export const SESSION_MAX_AGE_SECONDS = 30 * 24 * 60 * 60;

/** What a session cookie says. It counts only while `sessionVersion` is the user's in the database. */
export interface SessionClaims {
  userId: string;
  sessionVersion: number;
  issuedAt: Date;
}

/** next-auth's names: the prefix makes browsers refuse the cookie over plain http. */
export function sessionCookieName(): string {
  return usesHttps() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

export const usesHttps = () => env().BASE_URL.startsWith("https://");

/** Attributes of the session cookie, the same as next-auth gives it. */
export const sessionCookieAttributes = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: usesHttps() }) as const;

/** Puts the session together from its cookie, or cookies: next-auth cuts a long one into `name.0`, `name.1`, … */
export function joinSessionCookie(cookies: Iterable<readonly [string, string]>): string {
  const name = sessionCookieName();
  const pieces: [number, string][] = [];
  for (const [key, value] of cookies) {
    if (key === name) pieces.push([0, value]);
    else if (key.startsWith(`${name}.`)) pieces.push([Number(key.slice(name.length + 1)), value]);
  }
  return pieces
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value)
    .join("");
}

/** Opens a session cookie. Null for one that is forged, damaged or expired. */
export async function readSession(cookie: string): Promise<SessionClaims | null> {
  if (cookie === "") return null;
  try {
    const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET });
    const { sub, sessionVersion, iat } = token ?? {};
    if (typeof sub !== "string" || typeof sessionVersion !== "number" || typeof iat !== "number") return null;
    return { userId: sub, sessionVersion, issuedAt: new Date(iat * 1000) };
  } catch {
    return null;
  }
}

/** Seals the same session once more, with a full life ahead. */
export function renewSession({ userId, sessionVersion }: SessionClaims): Promise<string> {
  return encode({
    token: { sub: userId, sessionVersion },
    secret: env().NEXTAUTH_SECRET,
    maxAge: SESSION_MAX_AGE_SECONDS,
  });
}
