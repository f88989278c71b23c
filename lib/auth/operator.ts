import "server-only";
import { notFound } from "next/navigation";
import { getSignedInUser, signedInFromRequest, type Viewer } from "./session";
import { isOperator } from "./view-as";

/** Somebody who runs this MailKit: their own user, never the one whose dashboard they look at. */
export type Operator = Pick<Viewer, "userId" | "customerId" | "email" | "name" | "hasSuppressions">;

/** The operator who opens this page. For everybody else, signed in or not, there is no such page. */
export async function requireOperator(): Promise<Operator> {
  const viewer = await getSignedInUser();
  if (viewer && isOperator(viewer)) return viewer;
  return notFound();
}

/** The operator who makes this request; null for everybody else. */
export async function operatorFromRequest(request: Request): Promise<Viewer | null> {
  const viewer = await signedInFromRequest(request);
  return viewer && isOperator(viewer) ? viewer : null;
}
