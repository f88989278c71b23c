import "server-only";
import type { Route } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { joinSessionCookie, parseCookies, readSession } from "./session-cookie";
import { seenAs } from "./view-as";
import { findViewer, type Viewer } from "./viewer";

export type { Viewer };

/** Who sees this page, checked in the database once per request; null if nobody is signed in. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const user = await getSignedInUser();
  return user && seenAs(user, await cookiePairs());
});

/** Who is signed in, whosever dashboard they look at; null if nobody is. */
export const getSignedInUser = cache(async (): Promise<Viewer | null> => userOf(await cookiePairs()));

async function cookiePairs(): Promise<(readonly [string, string])[]> {
  return (await cookies()).getAll().map(({ name, value }) => [name, value] as const);
}

/** The signed-in user of this page. Anybody else goes to sign in, and comes back to `next` afterwards. */
export async function requireViewer(next: string): Promise<Viewer> {
  const viewer = await getViewer();
  if (viewer) return viewer;
  return redirect(`/signin?next=${encodeURIComponent(next)}` as Route);
}

/** Who makes a request to a route handler, checked in the database; null if nobody is signed in. */
export async function viewerFromRequest(request: Request): Promise<Viewer | null> {
  const user = await signedInFromRequest(request);
  return user && seenAs(user, parseCookies(request));
}

/** Who is signed in, whosever dashboard they look at; null if nobody is. */
export async function signedInFromRequest(request: Request): Promise<Viewer | null> {
  return userOf(parseCookies(request));
}

async function userOf(jar: Iterable<readonly [string, string]>): Promise<Viewer | null> {
  const claims = await readSession(joinSessionCookie(jar));
  return claims && findViewer(claims);
}
