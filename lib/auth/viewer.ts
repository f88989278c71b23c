import "server-only";
import { getTableColumns, inArray } from "drizzle-orm";
import { coalesce } from "../coalesce";
import { database } from "../db/client";
import { users } from "../db/schema/identity";
import { hasSuppressions } from "../suppressions/has-suppressions";
import type { SessionClaims } from "./session-cookie";

/** Who is asking, as the rest of MailKit sees it. */
export interface Viewer {
  userId: string;
  customerId: string;
  email: string;
  name: string | null;
  /** Whether the customer has a suppression list at all: most have none, and their sends need not look into it. */
  hasSuppressions: boolean;
  /** Not null: an operator only looks at this customer's dashboard, until then. */
  viewedBy: { email: string; endsAt: Date } | null;
}

type Claims = Pick<SessionClaims, "userId" | "sessionVersion">;

/** Bounds the query; more go into the next one. */
const VIEWERS_PER_QUERY_MAX = 500;

/** The user of a session. Null if the user is gone, or has signed out everywhere since the session began. */
export const findViewer: (claims: Claims) => Promise<Viewer | null> = coalesce({
  max: VIEWERS_PER_QUERY_MAX,
  load: findViewers,
  mayBeOneKeysFault: () => false,
});

async function findViewers(claims: Claims[]): Promise<(Viewer | null)[]> {
  const ids = [...new Set(claims.map(({ userId }) => userId))];
  const rows = await database()
    .select({ ...getTableColumns(users), hasSuppressions: hasSuppressions(users.customerId) })
    .from(users)
    .where(inArray(users.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return claims.map(({ userId, sessionVersion }) => {
    const user = byId.get(userId);
    if (user?.sessionVersion !== sessionVersion) return null;
    const { customerId, email, name, hasSuppressions } = user;
    return { userId, customerId, email, name, hasSuppressions, viewedBy: null };
  });
}
