import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { coalesce } from "../coalesce";
import { ROLES, type Role } from "../contracts/roles";
import { database } from "../db/client";
import { customers, members, sessions, users } from "../db/schema/identity";
import { now } from "../db/time";
import { hasSuppressions } from "../suppressions/has-suppressions";
import type { SessionClaims } from "./session-cookie";
import { noteVisits } from "./sessions";

/** Who is asking, as the rest of MailKit sees it. */
export interface Viewer {
  userId: string;
  /** The account that they work in at present, its name (its address without one), and their role there. */
  customerId: string;
  accountName: string;
  /** Where the account is written to, and where replies to its emails go. */
  accountEmail: string;
  role: Role;
  email: string;
  name: string | null;
  /** Null for a cookie from before sessions had ids; it can be ended with all others only. */
  sessionId: string | null;
  /** Whether the customer has a suppression list at all: most have none, and their sends need not look into it. */
  hasSuppressions: boolean;
  /** Not null: an operator only looks at this customer's dashboard, until then. */
  viewedBy: { email: string; endsAt: Date } | null;
}

type Claims = Pick<SessionClaims, "userId" | "sessionVersion" | "sessionId">;

/** Bounds the query; more go into the next one. */
const VIEWERS_PER_QUERY_MAX = 500;
/** Last visits are shown to people, so this is exact enough, and most requests write nothing. */
const NOTE_VISIT_AFTER = "15 minutes";

/**
 * The user of a session. Null if the user is gone or no member of their account any more, if the account is being
 * deleted, or if the session was ended, alone or with all others.
 */
export const findViewer: (claims: Claims) => Promise<Viewer | null> = coalesce({
  max: VIEWERS_PER_QUERY_MAX,
  load: findViewers,
  mayBeOneKeysFault: () => false,
});

async function findViewers(claims: Claims[]): Promise<(Viewer | null)[]> {
  const rows = await readRows(claims);
  const byUser = new Map(rows.map((row) => [row.userId, row]));
  const bySession = new Map(rows.map((row) => [`${row.userId} ${row.sessionId}`, row]));
  const rowOf = ({ userId, sessionId }: Claims) =>
    sessionId === null ? byUser.get(userId) : bySession.get(`${userId} ${sessionId}`);
  noteVisits(
    rows.flatMap(({ userId, sessionId, isVisitToBeNoted }) =>
      sessionId !== null && isVisitToBeNoted ? { userId, sessionId } : [],
    ),
  );
  return claims.map((claim) => {
    const row = rowOf(claim);
    if (row?.sessionVersion !== claim.sessionVersion) return null;
    const { sessionVersion: _, isVisitToBeNoted: __, role, ...viewer } = row;
    const known = ROLES.find((one) => one === role);
    return known ? { ...viewer, role: known, sessionId: claim.sessionId, viewedBy: null } : null;
  });
}

/** One query for all that a request needs to know of who asks; a row for each of a user's sessions that is asked for. */
async function readRows(claims: Claims[]) {
  const unique = <T>(values: T[]) => [...new Set(values)];
  const sessionIds = unique(claims.flatMap(({ sessionId }) => sessionId ?? []));
  return database()
    .select({
      userId: users.id,
      customerId: users.customerId,
      accountName: sql<string>`coalesce(${customers.name}, ${customers.email})`,
      accountEmail: customers.email,
      role: members.role,
      email: users.email,
      name: users.name,
      sessionVersion: users.sessionVersion,
      sessionId: sessions.id,
      isVisitToBeNoted: sql<boolean>`coalesce(${sessions.lastSeenAt} < ${now} - ${NOTE_VISIT_AFTER}::interval, false)`,
      hasSuppressions: hasSuppressions(users.customerId),
    })
    .from(users)
    .innerJoin(members, and(eq(members.customerId, users.customerId), eq(members.userId, users.id)))
    .innerJoin(customers, and(eq(customers.id, users.customerId), isNull(customers.deletingAt)))
    .leftJoin(sessions, and(eq(sessions.userId, users.id), inArray(sessions.id, sessionIds)))
    .where(inArray(users.id, unique(claims.map(({ userId }) => userId))));
}
