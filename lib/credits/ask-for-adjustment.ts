import "server-only";
import type { CreditAdjustment } from "../db/schema/operator";
import { findLedgerRow } from "../dodo/find-ledger-row";
import { ADJUSTMENT_METADATA_KEY, type AdjustmentOutcome, adjust } from "../dodo/ledger";
import { ProviderUnavailable } from "../errors";
import { requireDodoCustomer } from "./dodo-customer";

/**
 * A refusal of a repeated call says that it was refused now; an earlier one may have landed. Its entry is looked for, and
 * after this time no earlier call can be on its way any more.
 */
const CERTAIN_AFTER_MS = 10 * 60_000;
/** Entries of ten minutes are at most what Dodo's budget allows in that time. */
const LEDGER_PAGES_MAX = 30;
/** Clocks of Dodo's and the database's may differ by this much. */
const CLOCK_SKEW_MS = 10 * 60_000;

/**
 * Makes the call of an adjustment, which may have been made before under the same key. Never throws for what Dodo or the
 * network does.
 */
export async function askForAdjustment(adjustment: CreditAdjustment): Promise<AdjustmentOutcome> {
  const { customerId, id, credits, reason, attempts, createdAt } = adjustment;
  try {
    const dodoCustomerId = await requireDodoCustomer(customerId);
    const outcome = await adjust({ dodoCustomerId, credits, reason, idempotencyKey: id });
    if (outcome.kind !== "refused" || attempts === 1) return outcome;
    const ledgerEntryId = await findEntry(dodoCustomerId, { id, createdAt });
    if (ledgerEntryId !== null) return { kind: "done", ledgerEntryId };
    const isCertain = Date.now() - createdAt.getTime() > CERTAIN_AFTER_MS;
    return isCertain ? outcome : { kind: "unknown", reason: outcome.reason };
  } catch (error) {
    const cause = error instanceof ProviderUnavailable ? error.cause : error;
    return { kind: "unknown", reason: cause instanceof Error ? cause.message : "Dodo could not be asked." };
  }
}

/** The adjustment's entry; null if the ledger was read back to before it was asked for, and has none. */
async function findEntry(
  dodoCustomerId: string,
  { id, createdAt }: Pick<CreditAdjustment, "id" | "createdAt">,
): Promise<string | null> {
  const from = new Date(createdAt.getTime() - CLOCK_SKEW_MS);
  const entry = await findLedgerRow(
    dodoCustomerId,
    { from, pagesMax: LEDGER_PAGES_MAX },
    ({ metadata }) => metadata?.[ADJUSTMENT_METADATA_KEY] === id,
  );
  return entry?.id ?? null;
}
