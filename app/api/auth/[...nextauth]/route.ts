import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { safeNext } from "@/lib/auth/safe-next";
import { AppError } from "@/lib/errors";
import { requireSameOriginOfBrowsers } from "@/lib/http/origin";
import { route } from "@/lib/http/route";

const PATH = "/api/auth/";
/**
 * What next-auth may answer. Missing on purpose: `POST signin/email`, a second way to send links, without limits;
 * `_log`, which lets anybody write to the log; and pages of its own.
 */
const ALLOWED = {
  GET: /^(session|csrf|providers|error|signin|callback\/(email|github|google))$/,
  POST: /^(signout|signin\/(github|google))$/,
} as const;
/** A token has 256 bits, so this is against load, not against guessing. */
const LIMIT = { name: "sign-in-callback", points: 300, perSeconds: 60 };

const answer = (method: keyof typeof ALLOWED) =>
  route({ auth: "none", limit: LIMIT }, async ({ request }) => {
    const action = new URL(request.url).pathname.slice(PATH.length);
    // Next answers HEAD with GET, and a look at the headers must not redeem a link.
    if (request.method !== method || !ALLOWED[method].test(action))
      throw new AppError("not_found", "There is nothing here.");
    if (method === "POST") requireSameOriginOfBrowsers(request);
    if (action === "callback/email" && comesFromElsewhere(request)) return askFirst(request);
    const params = Promise.resolve({ nextauth: action.split("/") });
    return (await NextAuth(new NextRequest(request), { params }, authOptions())) as Response;
  });

/** True if a browser says that a link or another site has led here, and not the button on our own page. */
function comesFromElsewhere(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin";
}

/** Nobody is signed in, perhaps to a stranger's account, by being led to an address: the page with the button asks. */
function askFirst(request: Request): Response {
  const { token = "", email = "", callbackUrl = "" } = Object.fromEntries(new URL(request.url).searchParams);
  const query = new URLSearchParams({ token, email, next: safeNext(callbackUrl) });
  return new Response(null, { status: 303, headers: { Location: `/signin/confirm?${query}` } });
}

/** Anybody: next-auth's part of signing in, with links, GitHub or Google, and signing out. */
export const GET = answer("GET");
export const POST = answer("POST");
