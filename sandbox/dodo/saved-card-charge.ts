import type { PaymentMethodRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { findCard, type TestCard, testCards } from "./cards";
import { DodoError, found } from "./errors";
import type { OpenStatus } from "./payments";

export type SavedCardOutcome = "succeeded" | "failed" | OpenStatus;

/** The customer's own saved card. Another customer's, or one that was removed, is not told from one that never was. */
export function savedCard(
  sandbox: Sandbox,
  methodId: string,
  customerId: string | null,
): { method: PaymentMethodRow; card: TestCard } {
  const method = sandbox.store.paymentMethods.get(methodId);
  if (method?.customer_id !== customerId) throw new DodoError(404, "NOT_FOUND", "Payment method not found");
  const number = testCards.find((card) => card.number.endsWith(method.last4_digits))?.number ?? "";
  return { method, card: found(findCard(number) ?? undefined, "Payment method") };
}

/** What becomes of a charge without the customer, who can't confirm anything. */
export function savedCardOutcome({ settings }: Sandbox, card: TestCard): SavedCardOutcome {
  if (settings.savedCardCharge !== "as_card") return settings.savedCardCharge;
  if (card.outcome === "asks_when_saved" || card.isForRecurring === false) return "requires_customer_action";
  return card.outcome === "succeeds" ? "succeeded" : "failed";
}
