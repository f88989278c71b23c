import "server-only";
import { headers } from "next/headers";
import type { AuthOptions } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import type { EmailConfig } from "next-auth/providers/email";
import { env } from "../env";
import { log } from "../log";
import { authAdapter } from "./adapter";
import { normaliseEmail } from "./email-address";
import { oauthProviders, verifiedEmail } from "./oauth";
import { safeNext } from "./safe-next";
import { getSignedInUser } from "./session";
import { SESSION_MAX_AGE_SECONDS, usesHttps } from "./session-cookie";
import { endSession, startSession } from "./sessions";
import { LINK_MAX_AGE_SECONDS } from "./sign-in-link";
import { findViewer } from "./viewer";

/** next-auth's configuration. A function, because a build has no environment. */
export function authOptions(): AuthOptions {
  const { BASE_URL, NEXTAUTH_SECRET } = env();
  // next-auth learns its address from this variable alone.
  process.env.NEXTAUTH_URL = BASE_URL;
  return {
    secret: NEXTAUTH_SECRET,
    useSecureCookies: usesHttps(),
    adapter: authAdapter,
    providers: [emailProvider, ...oauthProviders()],
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_SECONDS },
    jwt: { maxAge: SESSION_MAX_AGE_SECONDS, decode: decodeLive },
    pages: { signIn: "/signin", error: "/signin", verifyRequest: "/signin" },
    callbacks: { signIn, redirect, jwt: sealUser, session: showUser },
    events: { signOut: forgetSession },
    logger: {
      error: logTrouble,
      warn: (reason) => log.debug("next-auth", { reason }),
      debug: () => undefined,
    },
  };
}

/** Redeems links only. Sending them is `POST /api/auth/email-link`, which has the limits; see `requestSignInLink`. */
const emailProvider: EmailConfig = {
  id: "email",
  type: "email",
  name: "Email",
  server: "",
  from: "",
  options: {},
  maxAge: LINK_MAX_AGE_SECONDS,
  sendVerificationRequest: () => Promise.reject(new Error("Links are sent by POST /api/auth/email-link.")),
};

type Callbacks = NonNullable<AuthOptions["callbacks"]>;
type SignIn = NonNullable<Callbacks["signIn"]>;

/**
 * Whoever redeems a link has shown that the address is theirs. GitHub and Google must say that they have verified it,
 * because the address decides whose credits a user may spend.
 */
const signIn: SignIn = async ({ user, account, profile }) => {
  if (account?.type === "email") return true;
  const email = verifiedEmail(profile);
  if (email === null) return false;
  // next-auth would tie the account to whoever is signed in here, though it may be somebody else's.
  const viewer = await getSignedInUser();
  const isSomebodyElse = viewer && viewer.userId !== user.id && viewer.email !== normaliseEmail(email);
  return isSomebodyElse ? "/signin?error=OAuthAccountNotLinked" : true;
};

const redirect: NonNullable<Callbacks["redirect"]> = ({ url, baseUrl }) =>
  baseUrl + safeNext(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url);

/** At sign-in the user is at hand; later the token goes on as it is, without anything that a client sends along. */
const sealUser: NonNullable<Callbacks["jwt"]> = async ({ token, user }) => {
  if (!user || !("sessionVersion" in user)) return token;
  const sessionId = await startSession(user.id, (await headers()).get("user-agent"));
  return { sub: user.id, sessionVersion: user.sessionVersion, sessionId };
};

/** A cookie that was copied ends with the one that signs out. */
const forgetSession: NonNullable<NonNullable<AuthOptions["events"]>["signOut"]> = async ({ token }) => {
  if (token?.sub && typeof token.sessionId === "string") await endSession(token.sub, token.sessionId);
};

const showUser: NonNullable<Callbacks["session"]> = async ({ session, token }) => {
  const viewer = await viewerOfToken(token);
  return { expires: session.expires, user: viewer ? { name: viewer.name, email: viewer.email } : undefined };
};

/** Inside next-auth, too, a session counts only while the database says so. */
const decodeLive: typeof decode = async (parameters) => {
  const token = await decode(parameters);
  return token && (await viewerOfToken(token)) ? token : null;
};

async function viewerOfToken({ sub, sessionVersion, sessionId = null }: JWT) {
  if (sub === undefined || typeof sessionVersion !== "number") return null;
  if (sessionId !== null && typeof sessionId !== "string") return null;
  return findViewer({ userId: sub, sessionVersion, sessionId });
}

/** The text of the error only: next-auth's other details may hold a token. */
function logTrouble(reason: string, details: Error | { error: Error; [key: string]: unknown }): void {
  // A session that was ended elsewhere, or has expired: nothing is wrong.
  if (reason === "JWT_SESSION_ERROR") return;
  log.warn("Sign-in failed", { reason, error: details instanceof Error ? details : details.error });
}
