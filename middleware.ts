import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, securityHeaders } from "@/lib/auth/security-headers";
import {
  joinSessionCookie,
  readSession,
  renewSession,
  SESSION_MAX_AGE_SECONDS,
  type SessionClaims,
  sessionCookieAttributes,
  sessionCookieName,
} from "@/lib/auth/session-cookie";
import { env } from "@/lib/env";

const RENEW_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Sends visitors without a session to sign in, renews sessions in use, and gives every page its security headers.
 * None of it is trusted: frameworks have let requests past their middleware before, so each page and route asks the
 * database itself who is calling.
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const session = await readSession(
    joinSessionCookie(request.cookies.getAll().map(({ name, value }) => [name, value])),
  );
  const response =
    session === null && /^\/dashboard(\/|$)/.test(pathname)
      ? NextResponse.redirect(
          new URL(`/signin?next=${encodeURIComponent(pathname + search)}`, env().BASE_URL),
        )
      : NextResponse.next({ request: { headers: withPolicy(request.headers, policy) } });
  if (session) await renew(session, response);
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(securityHeaders())) response.headers.set(name, value);
  return response;
}

/** Next reads the nonce for its own scripts from the policy in the request. */
function withPolicy(headers: Headers, policy: string): Headers {
  const forwarded = new Headers(headers);
  forwarded.set("Content-Security-Policy", policy);
  return forwarded;
}

/** Thirty days count from the last visit, not from the sign-in. A session that was ended stays so: nobody finds it in the database. */
async function renew(session: SessionClaims, response: NextResponse): Promise<void> {
  if (session.sessionId === null) return;
  if (Date.now() - session.issuedAt.getTime() < RENEW_AFTER_MS) return;
  response.cookies.set(sessionCookieName(), await renewSession(session), {
    ...sessionCookieAttributes(),
    maxAge: SESSION_MAX_AGE_SECONDS,
  });
}

/**
 * Pages only: routes of the API have headers and checks of their own, at the root of the host, too (`API_AT_ROOT`), and
 * what caches may share must not carry anybody's cookie.
 */
export const config = {
  runtime: "nodejs",
  matcher: [
    "/((?!api/|_next/static/|_next/image|favicon.ico|openapi.json$|llms.txt$|(?:api-keys|audiences|broadcasts|contacts|credits|domains|emails|me|segments|suppressions|templates|topics|webhooks)(?:/|$)).*)",
  ],
};
