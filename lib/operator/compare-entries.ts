import "server-only";
import { z } from "zod";
import type { DriftFinding, DriftLine } from "../contracts/operator-pages";
import { type LedgerRow, signedAmount } from "../dodo/history";

/** An entry that MailKit made, as its own row has it. Credits are signed as the ledger's are. */
export interface OwnEntry {
  id: string;
  credits: number;
  /** False while Dodo has not confirmed it: its entry may be there or not. */
  isSettled: boolean;
}

export const sumOf = <T>(items: readonly T[], pick: (item: T) => number) =>
  items.reduce((sum, item) => sum + pick(item), 0);
const isSettled = ({ isSettled }: OwnEntry) => isSettled;

/** Two sums beside each other. */
export const driftLine = (
  label: string,
  ours: number | null,
  dodo: number | null,
  note: string,
): DriftLine => ({
  label,
  ours,
  dodo,
  difference: ours === null || dodo === null ? null : ours - dodo,
  note,
});

/** The id that MailKit put into an entry; null for an entry of somebody else's. */
export function idOf(row: LedgerRow, key: string): string | null {
  return z.uuid().safeParse(row.metadata?.[key]).data ?? null;
}

/** Entry by entry: what is missing on either side, or has another amount. What is under way is neither. */
export function compareEntries(
  what: string,
  key: string,
  entries: readonly LedgerRow[],
  own: readonly OwnEntry[],
) {
  const ours = new Map(own.map((entry) => [entry.id, entry]));
  const theirs = new Map<string, number>();
  for (const row of entries) {
    const id = idOf(row, key);
    if (id) theirs.set(id, (theirs.get(id) ?? 0) + signedAmount(row));
  }
  const findings: DriftFinding[] = [];
  for (const entry of own.filter(isSettled)) {
    const amount = theirs.get(entry.id);
    if (amount === undefined)
      findings.push({
        what: `Settled here, missing at Dodo (${what})`,
        id: entry.id,
        credits: entry.credits,
      });
    else if (amount !== entry.credits)
      findings.push({
        what: `Another amount at Dodo (${what})`,
        id: entry.id,
        credits: entry.credits - amount,
      });
  }
  for (const [id, amount] of theirs)
    if (!ours.has(id)) findings.push({ what: `At Dodo, unknown here (${what})`, id, credits: -amount });
  const settled = own.filter(isSettled);
  const underWay = own.length - settled.length;
  const confirmed = [...theirs].filter(([id]) => ours.get(id)?.isSettled !== false);
  return {
    line: driftLine(
      what,
      sumOf(settled, ({ credits }) => credits),
      sumOf(confirmed, ([, amount]) => amount),
      underWay > 0 ? `${underWay} under way are left out.` : "One entry for each.",
    ),
    findings,
    unexplained: sumOf(findings, ({ credits }) => Math.abs(credits)),
  };
}
