import { sandboxDefaults } from "../constants";
import type { GrantRow, LedgerRow, WebhookEvent } from "../entities";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import { balanceOf, grantsOf, touchBalance } from "./balance";
import { DodoError } from "./errors";
import { creditEvent } from "./events";
import { lowBalanceEvents } from "./low-balance";

/*
 * Every function here is synchronous from its first read to its last write. Node runs one of them at a time,
 * so a balance can neither go below zero nor lose an update.
 */

interface Movement {
  row: LedgerRow;
  /** To be emitted by the caller, together with what else happened at the same moment. */
  events: WebhookEvent[];
}

interface GrantInput {
  customerId: string;
  entitlementId: string;
  amount: number;
  sourceType: GrantRow["source_type"];
  sourceId: string | null;
  expiresAt: string | null;
  transactionType: LedgerRow["transaction_type"];
  description: string | null;
  referenceType: string | null;
  metadata: LedgerRow["metadata"];
  idempotencyKey?: string | null;
}

export function grantCredits(sandbox: Sandbox, input: GrantInput): Movement {
  const now = sandbox.clock.timestamp();
  const { customerId, entitlementId, amount, sourceId, metadata } = input;
  const before = balanceOf(sandbox, customerId, entitlementId);
  const grant = {
    id: dodoId("cdg"),
    customer_id: customerId,
    credit_entitlement_id: entitlementId,
    initial_amount: String(amount),
    remaining_amount: String(amount),
    source_type: input.sourceType,
    source_id: sourceId,
    parent_grant_id: null,
    is_expired: false,
    is_rolled_over: false,
    rollover_count: 0,
    expires_at: input.expiresAt,
    metadata,
    created_at: now,
    updated_at: now,
  } satisfies GrantRow;
  sandbox.store.grants.put(grant.id, grant);
  const row = writeRow(sandbox, {
    customer_id: customerId,
    credit_entitlement_id: entitlementId,
    transaction_type: input.transactionType,
    amount: String(amount),
    is_credit: true,
    balance_before: String(before),
    grant_id: grant.id,
    description: input.description,
    reference_type: input.referenceType,
    reference_id: sourceId,
    metadata,
    idempotency_key: input.idempotencyKey ?? null,
  });
  const type = input.transactionType === "manual_adjustment" ? "credit.manual_adjustment" : "credit.added";
  return { row, events: [creditEvent(sandbox, type, row)] };
}

interface DebitInput {
  customerId: string;
  entitlementId: string;
  amount: number;
  transactionType: "manual_adjustment" | "credit_deducted";
  description: string | null;
  metadata: LedgerRow["metadata"];
  idempotencyKey: string | null;
}

/** The balance, if it has this amount. The provider documents the status of the refusal, not its code. */
export function requireFunds(
  sandbox: Sandbox,
  customerId: string,
  entitlementId: string,
  amount: number,
): number {
  const balance = balanceOf(sandbox, customerId, entitlementId);
  if (balance >= amount) return balance;
  throw new DodoError(400, "INSUFFICIENT_CREDITS", `Insufficient credit balance: ${balance} available`);
}

/** Takes the whole amount from the oldest grants that live, or refuses it: nothing is debited in part. */
export function debitCredits(sandbox: Sandbox, input: DebitInput): Movement {
  const { customerId, entitlementId, amount } = input;
  const before = requireFunds(sandbox, customerId, entitlementId, amount);

  let owed = amount;
  const usedGrants: string[] = [];
  for (const grant of grantsOf(sandbox, customerId, entitlementId)) {
    const taken = grant.is_expired ? 0 : Math.min(owed, Number(grant.remaining_amount));
    if (taken === 0) continue;
    owed -= taken;
    usedGrants.push(grant.id);
    const remaining_amount = String(Number(grant.remaining_amount) - taken);
    sandbox.store.grants.put(grant.id, { ...grant, remaining_amount, updated_at: sandbox.clock.timestamp() });
    if (owed === 0) break;
  }
  const row = writeRow(sandbox, {
    customer_id: customerId,
    credit_entitlement_id: entitlementId,
    transaction_type: input.transactionType,
    amount: String(amount),
    is_credit: false,
    balance_before: String(before),
    // One row per entry; a grant is named only when it paid for all of it.
    grant_id: usedGrants.length === 1 ? usedGrants[0] : null,
    description: input.description,
    reference_type: null,
    reference_id: null,
    metadata: input.metadata,
    idempotency_key: input.idempotencyKey,
  });
  const type = input.transactionType === "credit_deducted" ? "credit.deducted" : "credit.manual_adjustment";
  return { row, events: [creditEvent(sandbox, type, row), ...lowBalanceEvents(sandbox, row)] };
}

/** The end of a grant's life: what is left of it goes, with a row that says so. */
export function expireGrant(sandbox: Sandbox, grant: GrantRow): WebhookEvent[] {
  const left = Number(grant.remaining_amount);
  const before = balanceOf(sandbox, grant.customer_id, grant.credit_entitlement_id);
  const updated_at = sandbox.clock.timestamp();
  sandbox.store.grants.put(grant.id, { ...grant, remaining_amount: "0", is_expired: true, updated_at });
  if (left === 0) return [];
  const row = writeRow(sandbox, {
    customer_id: grant.customer_id,
    credit_entitlement_id: grant.credit_entitlement_id,
    transaction_type: "credit_expired",
    amount: String(left),
    is_credit: false,
    balance_before: String(before),
    grant_id: grant.id,
    description: "Credits expired",
    reference_type: null,
    reference_id: null,
    metadata: grant.metadata ?? {},
    idempotency_key: null,
  });
  return [creditEvent(sandbox, "credit.expired", row), ...lowBalanceEvents(sandbox, row)];
}

type RowInput = Omit<
  LedgerRow,
  "id" | "business_id" | "brand_id" | "balance_after" | "overage_before" | "overage_after" | "created_at"
>;

function writeRow(sandbox: Sandbox, input: RowInput): LedgerRow {
  const signed = input.is_credit ? Number(input.amount) : -Number(input.amount);
  const row: LedgerRow = {
    id: dodoId("cdl"),
    business_id: sandboxDefaults.businessId,
    // The primary brand has the id of the business.
    brand_id: sandboxDefaults.businessId,
    ...input,
    balance_after: String(Number(input.balance_before) + signed),
    overage_before: "0",
    overage_after: "0",
    created_at: sandbox.clock.timestamp(),
  };
  sandbox.store.ledger.put(row.id, row);
  touchBalance(sandbox, row.customer_id, row.credit_entitlement_id);
  return row;
}
