import "server-only";
import type { DriftLine, DriftResult } from "../contracts/operator-pages";
import { type LedgerRow, signedAmount } from "../dodo/history";
import { ADJUSTMENT_METADATA_KEY, CAPTURE_METADATA_KEY } from "../dodo/ledger";
import { compareEntries, driftLine, idOf, type OwnEntry, sumOf } from "./compare-entries";

export interface DriftInput {
  entries: readonly LedgerRow[];
  /** Whether the entries are all that there are. */
  isComplete: boolean;
  /** Ours, as far as the entries reach back. */
  captures: readonly OwnEntry[];
  adjustments: readonly OwnEntry[];
  /** Credits of the settled captures whose emails are all kept still, and of those emails. */
  paidCaptures: number;
  paidEmails: number;
  /** Dodo's balance, read after the entries. */
  balance: number;
  /** Our copy of it. */
  mirror: number | null;
  held: number;
  /** Credits of the emails that are neither paid for nor given back. */
  openEmails: number;
}

const FINDINGS_MAX = 50;

/** Says what our sums and Dodo's have in common, and what nothing explains. Pure. */
export function explainDrift(input: DriftInput): DriftResult {
  const {
    entries,
    isComplete,
    captures,
    adjustments,
    balance,
    mirror,
    held,
    openEmails,
    paidEmails,
    paidCaptures,
  } = input;
  const paid = compareEntries("captures", CAPTURE_METADATA_KEY, entries, captures);
  const adjusted = compareEntries("adjustments", ADJUSTMENT_METADATA_KEY, entries, adjustments);
  const others = entries.filter(
    (row) => !idOf(row, CAPTURE_METADATA_KEY) && !idOf(row, ADJUSTMENT_METADATA_KEY),
  );
  const ledgerSum = sumOf(entries, signedAmount);
  const lines: DriftLine[] = [
    driftLine("Emails that were paid for", -paidEmails, -paidCaptures, "Our emails against our captures."),
    { ...paid.line, label: "Captures of sent emails" },
    { ...adjusted.line, label: "Adjustments from here, and credits of refunds" },
    ...byKind(others),
    driftLine(
      "Credits on hold",
      held,
      openEmails,
      "The account against the emails that wait or are not paid yet.",
    ),
    {
      ...driftLine(
        "Balance",
        mirror,
        balance,
        "Our copy against Dodo's. Captures and purchases in flight explain it.",
      ),
      difference: mirror === null ? null : mirror - balance,
    },
    ...(isComplete
      ? [driftLine("Sum of the ledger", ledgerSum, balance, "Dodo's own entries against Dodo's own balance.")]
      : []),
  ];
  const drift =
    Math.abs(paidCaptures - paidEmails) +
    paid.unexplained +
    adjusted.unexplained +
    Math.abs(held - openEmails) +
    (isComplete ? Math.abs(ledgerSum - balance) : 0);
  return {
    entries_read: entries.length,
    is_complete: isComplete,
    lines,
    findings: [...paid.findings, ...adjusted.findings].slice(0, FINDINGS_MAX),
    drift,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  credit_added: "Bought, or granted by a plan",
  credit_expired: "Expired",
  rollover_forfeited: "Expired",
  credit_rolled_over: "Rolled over",
  auto_top_up: "Bought by Dodo's own top-up",
  refund: "Taken back by Dodo for a refund",
};

/** What only Dodo does. Nothing here stands against it, and nothing has to. */
function byKind(others: readonly LedgerRow[]): DriftLine[] {
  const sums = new Map<string, number>();
  for (const row of others) {
    const label = KINDS[row.transaction_type] ?? "Changed by somebody at Dodo";
    sums.set(label, (sums.get(label) ?? 0) + signedAmount(row));
  }
  return [...sums].map(([label, sum]) => driftLine(label, null, sum, "Dodo's alone; expected."));
}
