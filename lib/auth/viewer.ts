import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "../db/client";
import { users } from "../db/schema/identity";
import type { SessionClaims } from "./session-cookie";

/** Who is asking, as the rest of MailKit sees it. */
export interface Viewer {
  userId: string;
  customerId: string;
  email: string;
  name: string | null;
}

/** The user of a session. Null if the user is gone, or has signed out everywhere since the session began. */
export async function findViewer({
  userId,
  sessionVersion,
}: Pick<SessionClaims, "userId" | "sessionVersion">): Promise<Viewer | null> {
  const [viewer] = await database()
    .select({ userId: users.id, customerId: users.customerId, email: users.email, name: users.name })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.sessionVersion, sessionVersion)));
  return viewer ?? null;
}
