import "server-only";
import { and, eq, getTableColumns, inArray } from "drizzle-orm";
import { coalesce } from "../coalesce";
import { database } from "../db/client";
import { emails } from "../db/schema/emails";
import type { EmailRef } from "../resend/tags";

/** All of an email but its files, which may be large and are nobody's business but Resend's. */
const { files: _, ...columns } = getTableColumns(emails);

/** One of a customer's emails, whatever its kind; null if there is none by that id, or it is another customer's. */
export async function findEmail(customerId: string, emailId: string) {
  const [row] = await database()
    .select(columns)
    .from(emails)
    .where(and(eq(emails.customerId, customerId), eq(emails.id, emailId)));
  return row ?? null;
}
/** Those of the emails that exist, in no order. */
export async function findEmails(refs: readonly EmailRef[]): Promise<EmailRow[]> {
  return database()
    .select(columns)
    .from(emails)
    .where(
      and(
        inArray(emails.customerId, [...new Set(refs.map((ref) => ref.customerId))]),
        inArray(
          emails.id,
          refs.map((ref) => ref.emailId),
        ),
      ),
    );
}

export type EmailRow = NonNullable<Awaited<ReturnType<typeof findEmail>>>;

/** How an email stands, as far as an answer needs it. */
export type Standing = Pick<EmailRow, "id" | "status" | "resendId" | "cause">;

/** True once nothing more will happen to the email by itself. */
export function isSettled(row: Pick<EmailRow, "status">): boolean {
  return row.status === "sent" || row.status === "failed" || row.status === "unresolved";
}

const READ_AT_ONCE_MAX = 500;

/** How the email stands; null if there is none. What is asked for while a query runs goes into the next one. */
export const readStanding: (email: EmailRef) => Promise<Standing | null> = coalesce({
  max: READ_AT_ONCE_MAX,
  load: async (refs: EmailRef[]) => {
    const rows = new Map((await findEmails(refs)).map((row) => [row.id, row]));
    return refs.map(({ emailId }) => rows.get(emailId) ?? null);
  },
  mayBeOneKeysFault: () => false,
});
