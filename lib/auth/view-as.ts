import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "../db/client";
import { customers } from "../db/schema/identity";
import { operatorViews } from "../db/schema/operator";
import { now } from "../db/time";
import { env } from "../env";
import { hasSuppressions } from "../suppressions/has-suppressions";
import { usesHttps } from "./session-cookie";
import type { Viewer } from "./viewer";

/** Says whose dashboard an operator looks at. It is no secret: it counts only beside that operator's own session. */
const VIEW_COOKIE = "mailkit-view";
export const VIEW_MAX_AGE_SECONDS = 30 * 60;

/** True for somebody who runs this MailKit. Addresses are verified before anybody is signed in with them. */
export const isOperator = ({ email }: Viewer) => env().OPERATOR_EMAILS.includes(email.toLowerCase());

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/**
 * Whom a signed-in user sees: themselves, but for an operator who looks at a customer's dashboard. The customer's users
 * are not impersonated: there is no session of theirs, and `route` refuses all that is not a mere look.
 */
export async function seenAs(viewer: Viewer, jar: Iterable<readonly [string, string]>): Promise<Viewer> {
  const id = [...jar].find(([name]) => name === VIEW_COOKIE)?.[1] ?? "";
  if (!ID.test(id) || !isOperator(viewer)) return viewer;
  const [view] = await database()
    .select({
      customerId: customers.id,
      email: customers.email,
      name: customers.name,
      accountName: sql<string>`coalesce(${customers.name}, ${customers.email})`,
      endsAt: operatorViews.expiresAt,
      hasSuppressions: hasSuppressions(customers.id),
    })
    .from(operatorViews)
    .innerJoin(customers, eq(customers.id, operatorViews.customerId))
    .where(
      and(
        eq(operatorViews.id, id),
        eq(operatorViews.operatorId, viewer.userId),
        sql`${operatorViews.expiresAt} > ${now}`,
      ),
    );
  if (!view) return viewer;
  const { endsAt, ...seen } = view;
  return {
    ...seen,
    accountEmail: seen.email,
    // The least there is: what is shown to developers only, such as signing secrets, is none of an operator's business.
    role: "viewer",
    userId: viewer.userId,
    sessionId: viewer.sessionId,
    viewedBy: { email: viewer.email, endsAt },
  };
}

/** A `Set-Cookie` value that begins a view; with an empty id, one that ends it. */
export function viewCookie(id: string): string {
  const maxAge = id === "" ? 0 : VIEW_MAX_AGE_SECONDS;
  return `${VIEW_COOKIE}=${id}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Strict${usesHttps() ? "; Secure" : ""}`;
}
