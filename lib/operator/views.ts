import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Operator } from "../auth/operator";
import { VIEW_MAX_AGE_SECONDS } from "../auth/view-as";
import { operatorViews } from "../db/schema/operator";
import { inMs, now } from "../db/time";
import { audited } from "./audit";
import { requireCustomer } from "./require-customer";

/** Begins looking at a customer's dashboard. Throws `not_found`. */
export async function beginView(
  operator: Operator,
  { customerId, note }: { customerId: string; note: string },
): Promise<{ id: string; endsAt: Date }> {
  const id = uuidv7();
  return audited(operator, { action: "view.begin", customerId, note }, async (tx) => {
    await requireCustomer(tx, customerId);
    const [view] = await tx
      .insert(operatorViews)
      .values({ id, operatorId: operator.userId, customerId, expiresAt: inMs(VIEW_MAX_AGE_SECONDS * 1000) })
      .returning({ endsAt: operatorViews.expiresAt });
    if (!view) throw new Error("A view was not stored");
    return { id, endsAt: view.endsAt };
  });
}

/** Ends all views of this operator. */
export async function endViews(operator: Operator): Promise<void> {
  await audited(operator, { action: "view.end" }, async (tx) => {
    await tx
      .update(operatorViews)
      .set({ expiresAt: now })
      .where(and(eq(operatorViews.operatorId, operator.userId), sql`${operatorViews.expiresAt} > ${now}`));
  });
}
