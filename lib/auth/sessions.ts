import "server-only";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { SessionInfo } from "../contracts/sessions";
import { database, transaction } from "../db/client";
import { deleteOld } from "../db/delete-old";
import { sessions, users } from "../db/schema/identity";
import { now, nowOnce } from "../db/time";
import { log } from "../log";
import { describeAgent } from "./describe-agent";

/** A cookie lives for 30 days after its last renewal; what was not seen for this long has none any more. */
const FORGOTTEN_AFTER = "60 days";
/** Bounds the list; the oldest are not shown, and end with all others. */
const LISTED_MAX = 100;

/** Writes down that somebody has signed in. Returns the id that their cookie carries. */
export async function startSession(userId: string, userAgent: string | null): Promise<string> {
  const id = uuidv7();
  await database()
    .insert(sessions)
    .values({ userId, id, agent: describeAgent(userAgent) });
  return id;
}

/** Where the user is signed in, last seen first. */
export async function listSessions(userId: string, currentId: string | null): Promise<SessionInfo[]> {
  const rows = await database()
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(LISTED_MAX);
  return rows.map(({ id, agent, createdAt, lastSeenAt }) => ({
    id,
    agent,
    is_current: id === currentId,
    created_at: createdAt.toISOString(),
    last_seen_at: lastSeenAt.toISOString(),
  }));
}

/** Ends one of the user's sessions from its next request on. Returns false if there is none by this id. */
export async function endSession(userId: string, id: string): Promise<boolean> {
  const ended = await database()
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/** Ends all sessions of the user, at once and on every instance: no cookie carries the new number. */
export async function endAllSessions(userId: string): Promise<void> {
  await transaction(async (tx) => {
    await tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, userId));
    await tx.delete(sessions).where(eq(sessions.userId, userId));
  });
}

/** Nobody waits for it, and a visit that is not noted costs a line on a screen. */
export function noteVisits(visits: readonly { userId: string; sessionId: string }[]): void {
  if (visits.length === 0) return;
  database()
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(
      and(
        inArray(
          sessions.userId,
          visits.map(({ userId }) => userId),
        ),
        inArray(
          sessions.id,
          visits.map(({ sessionId }) => sessionId),
        ),
      ),
    )
    .catch((error) => log.warn("A visit could not be noted", { error }));
}

/** Forgets sessions whose cookies have expired. */
export async function pruneSessions(): Promise<void> {
  await deleteOld(
    sessions,
    sql`${sessions.lastSeenAt} < ${nowOnce} - ${FORGOTTEN_AFTER}::interval`,
    sql`${sessions.lastSeenAt}`,
  );
}
