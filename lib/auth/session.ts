import "server-only";
import type { Route } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { joinSessionCookie, parseCookies, readSession } from "./session-cookie";
import { findViewer, type Viewer } from "./viewer";

export type { Viewer };

/** The signed-in user of this page, checked in the database once per request; null if nobody is. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const jar = await cookies();
  return viewerOf(jar.getAll().map(({ name, value }) => [name, value] as const));
});

/** The signed-in user of this page. Anybody else goes to sign in, and comes back to `next` afterwards. */
export async function requireViewer(next: string): Promise<Viewer> {
  const viewer = await getViewer();
  if (viewer) return viewer;
  return redirect(`/signin?next=${encodeURIComponent(next)}` as Route);
}

/** The signed-in user of a request to a route handler, checked in the database; null if nobody is. */
export async function viewerFromRequest(request: Request): Promise<Viewer | null> {
  return viewerOf(parseCookies(request));
}

async function viewerOf(jar: Iterable<readonly [string, string]>): Promise<Viewer | null> {
  const claims = await readSession(joinSessionCookie(jar));
  return claims && findViewer(claims);
}
