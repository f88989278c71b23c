import "server-only";
import { ProviderUnavailable } from "../errors";
import { type LedgerFilter, type LedgerRow, readLedgerRows } from "./history";

/** Dodo's limit of a page. */
const LEDGER_PAGE = 100;

/**
 * The first entry that passes the filter and is the one that is looked for, newest first. A busy customer's ledger grows by
 * hundreds of entries a minute, so one page does not do. Null: it was read to the end and is not there. Throws
 * ProviderUnavailable, also if that takes more than `pagesMax` pages: then nobody knows.
 */
export async function findLedgerRow(
  dodoCustomerId: string,
  filter: LedgerFilter & { pagesMax: number },
  isWanted: (row: LedgerRow) => boolean,
): Promise<LedgerRow | null> {
  const { pagesMax, ...which } = filter;
  for (let page = 0; page < pagesMax; page++) {
    const rows = await readLedgerRows(dodoCustomerId, { ...which, limit: LEDGER_PAGE, page }, "news");
    const found = rows.find(isWanted);
    if (found) return found;
    if (rows.length < LEDGER_PAGE) return null;
  }
  throw new ProviderUnavailable("dodo", "The customer's ledger is longer than can be read to its end.");
}
