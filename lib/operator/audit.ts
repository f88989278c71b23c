import "server-only";
import { and, desc, eq, lt, type SQL } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Operator } from "../auth/operator";
import type { LogPage } from "../contracts/operator-pages";
import { database, type Executor, transaction } from "../db/client";
import { customers } from "../db/schema/identity";
import { operatorActions } from "../db/schema/operator";

/** What is written into the log of an action. */
export interface Entry {
  action: string;
  customerId?: string | null;
  subject?: string | null;
  note?: string | null;
  detail?: Record<string, unknown>;
}

/** Writes an entry of one operator and makes the change, in one transaction. */
export type Change = <T>(entry: Entry, work: (tx: Executor) => Promise<T>) => Promise<T>;

/**
 * The one way in which an operator changes anything: the entry and the change are one transaction, so neither is there
 * without the other. What `work` throws undoes both.
 */
export async function audited<T>(
  { userId, email }: Operator,
  { action, customerId = null, subject = null, note = null, detail = {} }: Entry,
  work: (tx: Executor) => Promise<T>,
): Promise<T> {
  return transaction(async (tx) => {
    await tx.insert(operatorActions).values({
      id: uuidv7(),
      operatorId: userId,
      operatorEmail: email,
      action,
      customerId,
      subject,
      note,
      detail,
    });
    return work(tx);
  });
}

/** A page of the log, newest first; of one customer, or of all. `after` is the id of the last entry before it. */
export async function listActions(
  { customerId, after }: { customerId?: string; after: string | null },
  limit: number,
): Promise<LogPage> {
  const conditions: (SQL | undefined)[] = [
    customerId ? eq(operatorActions.customerId, customerId) : undefined,
    // Ids rise with time.
    after ? lt(operatorActions.id, after) : undefined,
  ];
  const rows = await database()
    .select({
      id: operatorActions.id,
      at: operatorActions.at,
      operator: operatorActions.operatorEmail,
      action: operatorActions.action,
      customerId: operatorActions.customerId,
      customerEmail: customers.email,
      subject: operatorActions.subject,
      note: operatorActions.note,
    })
    .from(operatorActions)
    .leftJoin(customers, eq(customers.id, operatorActions.customerId))
    .where(and(...conditions))
    .orderBy(desc(operatorActions.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    data: page.map(({ at, customerId: of, customerEmail, ...row }) => ({
      ...row,
      at: at.toISOString(),
      customer_id: of,
      customer_email: customerEmail,
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
