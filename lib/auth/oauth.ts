import "server-only";
import GitHub, { type GithubProfile } from "next-auth/providers/github";
import Google, { type GoogleProfile } from "next-auth/providers/google";
import type { OAuthConfig, UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import { env } from "../env";

const GITHUB_TIMEOUT_MS = 5_000;

const githubEmailsSchema = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);
/** The part of a profile that decides; for GitHub it is filled in below. */
const verifiedProfileSchema = z.object({ email: z.string().min(3), email_verified: z.literal(true) });

/** GitHub and Google, each if its keys are set. */
export function oauthProviders(): (OAuthConfig<GithubProfile> | OAuthConfig<GoogleProfile>)[] {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env();
  const providers = [];
  if (GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET)
    providers.push(
      GitHub({ clientId: GITHUB_CLIENT_ID, clientSecret: GITHUB_CLIENT_SECRET, userinfo: githubUserinfo }),
    );
  if (GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET)
    providers.push(Google({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET }));
  return providers;
}

/** The address that the provider says it has verified. Null if it does not say so. */
export function verifiedEmail(profile: unknown): string | null {
  const parsed = verifiedProfileSchema.safeParse(profile);
  return parsed.success ? parsed.data.email : null;
}

/** GitHub's profile has no word on verification, so the address comes from its list of addresses instead. */
const githubUserinfo: UserinfoEndpointHandler = {
  url: "https://api.github.com/user",
  async request({ client, tokens }) {
    const accessToken = tokens.access_token ?? "";
    const profile = await client.userinfo(accessToken);
    const email = await fetchPrimaryEmail(accessToken);
    return { ...profile, email: email ?? undefined, email_verified: email !== null };
  },
};

/** The primary address of a GitHub account if GitHub has verified it, else null. */
export async function fetchPrimaryEmail(accessToken: string): Promise<string | null> {
  const answer = await fetch("https://api.github.com/user/emails", {
    headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/vnd.github+json" },
    signal: AbortSignal.timeout(GITHUB_TIMEOUT_MS),
  });
  if (!answer.ok) return null;
  const parsed = githubEmailsSchema.safeParse(await answer.json());
  const primary = parsed.data?.find((entry) => entry.primary && entry.verified);
  return primary?.email ?? null;
}

export interface SignInProvider {
  id: "github" | "google";
  name: string;
}

/** What the sign-in page offers besides the link by email. */
export function listSignInProviders(): SignInProvider[] {
  return oauthProviders().map(({ id, name }) => ({ id: id === "github" ? "github" : "google", name }));
}
