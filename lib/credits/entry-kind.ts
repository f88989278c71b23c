import "server-only";
import { z } from "zod";
import type { EntryKind } from "../contracts/billing";
import type { LedgerRow } from "../dodo/history";
import { CAPTURE_METADATA_KEY } from "../dodo/ledger";

/** The first credits of a plan arrive with its start, give or take what Dodo takes for a payment. */
const START_MAX_MS = 60 * 60_000;

/** Dodo's kinds that say all that there is to say. An API entry and one made by hand are both `manual_adjustment`. */
const kinds: Readonly<Record<string, EntryKind>> = {
  credit_expired: "expired",
  rollover_forfeited: "expired",
  credit_rolled_over: "rolled_over",
  auto_top_up: "bought",
  refund: "refunded",
  credit_deducted: "adjusted",
  manual_adjustment: "adjusted",
};

/**
 * What a row of the ledger was, for people. `planStarts`: when each subscription of the customer began, by its id at
 * Dodo. Pure.
 */
export function entryKind(row: LedgerRow, planStarts: ReadonlyMap<string, Date>): EntryKind {
  if (captureOf(row)) return "sent";
  if (row.transaction_type !== "credit_added") return kinds[row.transaction_type] ?? "other";
  if (row.reference_type === "payment") return "bought";
  if (row.reference_type !== "subscription") return "adjusted";
  const startedAt = planStarts.get(row.reference_id ?? "");
  const isFirst = startedAt && Date.parse(row.created_at) - startedAt.getTime() < START_MAX_MS;
  return isFirst ? "plan_started" : "plan_renewed";
}

/** The id of the capture that a debit is; null for what is none of ours. */
export function captureOf(row: LedgerRow): string | null {
  if (row.is_credit) return null;
  return z.uuid().safeParse(row.metadata?.[CAPTURE_METADATA_KEY]).data ?? null;
}
