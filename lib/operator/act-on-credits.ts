import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { OperatorAction } from "../contracts/operator";
import { driveNow, openAdjustment, readAdjustment } from "../credits/adjust";
import { markStale } from "../credits/stale";
import { captures, creditAccounts } from "../db/schema/credits";
import { now } from "../db/time";
import { AppError } from "../errors";
import type { Change } from "./audit";
import { requireCustomer } from "./require-customer";

type Of<Name extends OperatorAction["action"]> = Extract<OperatorAction, { action: Name }>;

/**
 * Gives or takes credits through Dodo's ledger. Entry and intent are committed before Dodo is asked, under the id that is
 * the ledger entry's key; without an answer the engine asks again with the same one. Asking twice for one id is one
 * adjustment. Throws `wrong_state` if Dodo refuses.
 */
export async function adjustCredits(
  { action, customer_id: customerId, id, credits, note }: Of<"customer.credits">,
  change: Change,
): Promise<string> {
  const known = await readAdjustment(customerId, id);
  if (!known)
    await change({ action, customerId, subject: id, note, detail: { credits } }, async (tx) => {
      await requireCustomer(tx, customerId);
      if (!(await openAdjustment(tx, { customerId, id, credits, reason: `Operator: ${note}` })))
        throw new AppError("wrong_state", "This adjustment is being made already.");
    });
  else if (known.credits !== credits)
    throw new AppError("wrong_state", "This id names another adjustment. Reload the page and try again.");
  await driveNow(customerId, id);
  const adjustment = await readAdjustment(customerId, id);
  if (adjustment?.state === "refused")
    throw new AppError(
      "wrong_state",
      `Dodo refused it, and nothing was changed: ${adjustment.lastError ?? "no reason given"}`,
    );
  return adjustment?.state === "done"
    ? "Done. The balance is read anew."
    : "Dodo has not answered yet. It is asked again with the same key until it does; look at the customer's adjustments.";
}

/** Has the mirror read anew: balance, plan and grants. */
export async function rereadBalance(
  { action, customer_id: customerId }: Of<"customer.reread">,
  change: Change,
): Promise<string> {
  await change({ action, customerId }, async (tx) => {
    await requireCustomer(tx, customerId);
    await markStale(tx, customerId, true);
  });
  return "The balance is read anew at Dodo.";
}

/** Has what a customer owes debited at once, instead of at the next time that was planned. */
export async function captureNow(
  { action, customer_id: customerId }: Of<"customer.capture">,
  change: Change,
): Promise<string> {
  await change({ action, customerId }, async (tx) => {
    await requireCustomer(tx, customerId);
    await tx
      .update(creditAccounts)
      .set({ captureNotBefore: null })
      .where(eq(creditAccounts.customerId, customerId));
    // One that is in flight keeps its lease: the account still names it.
    await tx
      .update(captures)
      .set({ leaseUntil: now })
      .where(
        and(
          eq(captures.customerId, customerId),
          eq(captures.state, "open"),
          sql`${captures.id} is distinct from (select open_capture_id from credit_accounts where customer_id = ${customerId})`,
        ),
      );
  });
  return "What is owed is debited now, as far as the balance reaches.";
}
