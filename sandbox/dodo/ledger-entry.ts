import type { BalanceCreateLedgerEntryResponse } from "dodopayments/resources/credit-entitlements/balances";
import type { LedgerRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { findBalance } from "./balance";
import { DodoError, found, notFound } from "./errors";
import { debitCredits, grantCredits, requireFunds } from "./ledger";

interface LedgerEntryInput {
  customerId: string;
  entitlementId: string;
  entry_type: "credit" | "debit";
  amount: string;
  reason?: string | null;
  idempotency_key?: string | null;
  expires_at?: string | null;
  metadata?: LedgerRow["metadata"] | null;
}

/** The integer part must stay below 10^10. SDK balances.ts. */
const amountLimit = 1e10;

/** POST …/ledger-entries and the dashboard's "Adjust Balance": the same form, the same events. */
export function createLedgerEntry(sandbox: Sandbox, input: LedgerEntryInput): LedgerRow {
  const { store, settings } = sandbox;
  const { customerId, entitlementId } = input;
  found(store.customers.get(customerId), "Customer");
  const entitlement = found(store.entitlements.get(entitlementId), "Credit entitlement");
  if (entitlement.is_deleted) throw notFound("Credit entitlement");

  if (settings.debitChecksFirst === "funds" && input.entry_type === "debit")
    requireFunds(sandbox, customerId, entitlementId, wholeAmount(input.amount));
  const key = input.idempotency_key ? `${customerId} ${entitlementId} ${input.idempotency_key}` : null;
  const earlier = key ? store.ledger.get(store.ledgerKeys.get(key) ?? "") : undefined;
  if (earlier) {
    if (settings.duplicateKey === "replay") return earlier;
    throw new DodoError(409, "IDEMPOTENCY_KEY_EXISTS", "Idempotency key already exists");
  }

  const amount = wholeAmount(input.amount);
  const hasBalance = findBalance(sandbox, customerId, entitlementId) !== undefined;
  if (input.entry_type === "debit" && !hasBalance && settings.debitWithoutBalance === 404)
    throw notFound("Credit balance");
  const isManual = settings.debitEvent === "manual_adjustment";
  const shared = {
    customerId,
    entitlementId,
    amount,
    description: input.reason ?? null,
    metadata: input.metadata ?? {},
    idempotencyKey: input.idempotency_key ?? null,
  };
  const { row, events } =
    input.entry_type === "debit"
      ? debitCredits(sandbox, {
          ...shared,
          transactionType: isManual ? "manual_adjustment" : "credit_deducted",
        })
      : grantCredits(sandbox, {
          ...shared,
          transactionType: isManual ? "manual_adjustment" : "credit_added",
          sourceType: "api",
          sourceId: null,
          referenceType: isManual ? null : "api",
          expiresAt: input.expires_at ?? expiryOf(sandbox, entitlement.expires_after_days),
        });
  if (key) store.ledgerKeys.put(key, row.id);
  sandbox.webhooks.emit("dodo", events);
  return row;
}

export function wireLedgerEntry(row: LedgerRow): BalanceCreateLedgerEntryResponse {
  return {
    id: row.id,
    amount: row.amount,
    entry_type: row.is_credit ? "credit" : "debit",
    is_credit: row.is_credit,
    balance_before: row.balance_before,
    balance_after: row.balance_after,
    overage_before: row.overage_before,
    overage_after: row.overage_after,
    customer_id: row.customer_id,
    credit_entitlement_id: row.credit_entitlement_id,
    grant_id: row.grant_id,
    reason: row.description,
    metadata: row.metadata,
    created_at: row.created_at,
  };
}

export function expiryOf(sandbox: Sandbox, days: number | null | undefined): string | null {
  return days == null ? null : sandbox.clock.timestamp(sandbox.clock.nowMs() + days * 86_400_000);
}

/** The sandbox keeps whole credits: it refuses entitlements of another precision when they are created. */
function wholeAmount(text: string): number {
  const amount = Number(text);
  if (text.trim() !== "" && Number.isInteger(amount) && amount > 0 && amount < amountLimit) return amount;
  throw new DodoError(400, "INVALID_REQUEST_BODY", "amount must be a positive whole number below 10^10");
}
