import "server-only";
import { z } from "zod";
import { env } from "../env";
import type { Priority } from "../providers/line";
import { amountSchema } from "./amount";
import { askDodo, askDodoNow, callDodo, hasNoTurn, stopsTheLine } from "./client";

/** A read answers in about 100 ms. A sender waits for it, so it is given up early; the mirror serves then. */
const READ_TIMEOUT_MS = 4_000;
/** Must stay under a capture's lease. */
const DEBIT_TIMEOUT_MS = 15_000;

const balanceSchema = z.object({ balance: amountSchema });

/**
 * The customer's balance in credits. A customer who was never granted any has no balance at Dodo (404): that is 0.
 * Throws ProviderUnavailable.
 */
export async function readBalance(dodoCustomerId: string, priority: Priority): Promise<number> {
  return callDodo(
    priority,
    async (client) => {
      const answer: unknown = await client.creditEntitlements.balances.retrieve(
        dodoCustomerId,
        { credit_entitlement_id: env().CREDIT_ENTITLEMENT_ID },
        { timeout: READ_TIMEOUT_MS },
      );
      return balanceSchema.parse(answer).balance;
    },
    0,
  );
}

/** True if a read for a send is known to find no turn. */
export const readsAreOut = () => hasNoTurn("read-for-send");

/** What became of a debit. `captured` and `insufficient` are certain. */
export type DebitOutcome =
  /** `balanceAfter` is null when Dodo only said that it knows the key (409). */
  | { kind: "captured"; ledgerEntryId: string | null; balanceAfter: number | null }
  | { kind: "insufficient"; reason: string }
  /** Nothing was debited, and nothing will be until an operator acts. */
  | { kind: "stopped"; reason: string }
  | { kind: "unknown"; reason: string; retryAfterMs: number | null };

export interface Debit {
  dodoCustomerId: string;
  credits: number;
  /** Names this debit for ever: Dodo answers a second one with 409, or with the first one's answer. */
  idempotencyKey: string;
  reason: string;
}

/** Metadata of our own ledger entries, by which their webhooks are told from changes made by others. */
export const CAPTURE_METADATA_KEY = "mailkit_capture_id";

/** The same of entries that an operator, or a refund, made. */
export const ADJUSTMENT_METADATA_KEY = "mailkit_adjustment_id";

const entrySchema = z.object({ id: z.string(), balance_after: amountSchema });

/** Debits credits at Dodo, once per key, with a permit that was taken. Never throws for what Dodo or the network does. */
export async function debit({
  dodoCustomerId,
  credits,
  idempotencyKey,
  reason,
}: Debit): Promise<DebitOutcome> {
  const answer = await askDodoNow("capture", async (client) => {
    const entry: unknown = await client.creditEntitlements.balances.createLedgerEntry(
      dodoCustomerId,
      {
        credit_entitlement_id: env().CREDIT_ENTITLEMENT_ID,
        amount: String(credits),
        entry_type: "debit",
        reason,
        idempotency_key: idempotencyKey,
        metadata: { [CAPTURE_METADATA_KEY]: idempotencyKey },
      },
      { timeout: DEBIT_TIMEOUT_MS },
    );
    return entrySchema.parse(entry);
  });
  if (answer.kind === "answered") {
    const { id, balance_after } = answer.value;
    return { kind: "captured", ledgerEntryId: id, balanceAfter: balance_after };
  }
  if (answer.kind === "unknown") return answer;
  if (answer.status === 409) return { kind: "captured", ledgerEntryId: null, balanceAfter: null };
  if (answer.status === 400) return { kind: "insufficient", reason: answer.reason };
  // It waits with its key, like one without an answer, until the line is mended; that the line stopped is said once.
  if (stopsTheLine(answer, "capture")) return { kind: "unknown", reason: answer.reason, retryAfterMs: null };
  return { kind: "stopped", reason: answer.reason };
}

/** What became of an adjustment. `refused` is certain for a first call only: an earlier one may have landed. */
export type AdjustmentOutcome =
  | { kind: "done"; ledgerEntryId: string | null }
  | { kind: "refused"; reason: string }
  | { kind: "unknown"; reason: string };

interface Adjustment {
  dodoCustomerId: string;
  /** Positive: given. Negative: taken. */
  credits: number;
  /** Names this entry for ever, as a capture's does. */
  idempotencyKey: string;
  reason: string;
}

/** Gives or takes credits at Dodo, once per key. Never throws for what Dodo or the network does. */
export async function adjust(adjustment: Adjustment): Promise<AdjustmentOutcome> {
  const { dodoCustomerId, credits, idempotencyKey, reason } = adjustment;
  const answer = await askDodo("news", async (client) => {
    const entry: unknown = await client.creditEntitlements.balances.createLedgerEntry(
      dodoCustomerId,
      {
        credit_entitlement_id: env().CREDIT_ENTITLEMENT_ID,
        amount: String(Math.abs(credits)),
        entry_type: credits > 0 ? "credit" : "debit",
        reason,
        idempotency_key: idempotencyKey,
        metadata: { [ADJUSTMENT_METADATA_KEY]: idempotencyKey },
      },
      { timeout: DEBIT_TIMEOUT_MS },
    );
    return entrySchema.parse(entry);
  });
  if (answer.kind === "answered") return { kind: "done", ledgerEntryId: answer.value.id };
  if (answer.kind === "unknown") return { kind: "unknown", reason: answer.reason };
  if (answer.status === 409) return { kind: "done", ledgerEntryId: null };
  return stopsTheLine(answer, "news")
    ? { kind: "unknown", reason: answer.reason }
    : { kind: "refused", reason: answer.reason };
}
