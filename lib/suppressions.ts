import "server-only";
import { IMPORT_ADDRESSES_MAX } from "./contracts/import-limits";
import type {
  ImportReport,
  Suppression,
  SuppressionAdded,
  SuppressionList,
  SuppressionRemoved,
} from "./contracts/suppression";
import { AppError, InvalidInput } from "./errors";
import { readUnsubscribe, unsubscribe } from "./sending/unsubscribe";
import { addSuppressions, importSuppressions } from "./suppressions/add";
import { exportSuppressions } from "./suppressions/export";
import { findSuppression } from "./suppressions/find";
import { listSuppressions, type SuppressionQuery, toEntry } from "./suppressions/list";
import { readImport } from "./suppressions/read-import";
import { removeSuppression, removeSuppressions, type SuppressionsToRemove } from "./suppressions/remove";

/** The one door to a customer's suppression list: the addresses that their emails no longer go to. */

/** Invalid lines that a report shows; more than that nobody corrects by hand. */
const SHOWN_LINES_MAX = 100;

/** A page of the list, newest first. */
export async function getSuppressions(customerId: string, query: SuppressionQuery): Promise<SuppressionList> {
  return listSuppressions(customerId, query);
}

/** One entry, by its id or address. Throws `not_found`. */
export async function requireSuppression(customerId: string, idOrAddress: string): Promise<Suppression> {
  const row = await findSuppression(customerId, idOrAddress);
  if (row) return { object: "suppression", ...toEntry(row) };
  throw notFound();
}

/** Adds addresses, lower case and without names. What is there already is answered in the same way. */
export async function addToSuppressions(
  customerId: string,
  addresses: readonly string[],
): Promise<SuppressionAdded[]> {
  const ids = await addSuppressions(customerId, addresses);
  return ids.map((id) => ({ object: "suppression", id }));
}

/** Removes one entry, by its id or address. Throws `not_found`. */
export async function removeFromSuppressions(
  customerId: string,
  idOrAddress: string,
): Promise<SuppressionRemoved> {
  const id = await removeSuppression(customerId, idOrAddress);
  if (id) return toRemoved(id);
  throw notFound();
}

/** Removes several. Only those that were there are in the answer. */
export async function removeManyFromSuppressions(
  customerId: string,
  which: SuppressionsToRemove,
): Promise<SuppressionRemoved[]> {
  return (await removeSuppressions(customerId, which)).map(toRemoved);
}

/** Adds what a CSV file or plain lines hold. Lines without an address are reported. Throws InvalidInput for too many. */
export async function importIntoSuppressions(customerId: string, text: string): Promise<ImportReport> {
  const { addresses, invalid } = readImport(text);
  if (addresses.length > IMPORT_ADDRESSES_MAX)
    throw new InvalidInput([
      {
        pointer: "/text",
        detail: `At most ${IMPORT_ADDRESSES_MAX.toLocaleString("en")} addresses at a time; there are ${addresses.length.toLocaleString("en")}. Split the file.`,
      },
    ]);
  const added = await importSuppressions(customerId, addresses);
  return {
    added,
    already_there: addresses.length - added,
    invalid: invalid.length,
    invalid_lines: invalid.slice(0, SHOWN_LINES_MAX),
  };
}

/** The whole list as CSV. */
export function streamSuppressions(customerId: string): ReadableStream<Uint8Array> {
  return exportSuppressions(customerId);
}

const toRemoved = (id: string): SuppressionRemoved => ({ object: "suppression", id, deleted: true });
const notFound = () => new AppError("not_found", "Suppression not found");

/** Whom an unsubscribe link is about, and whose emails; null for a link that is none of ours. */
export async function whoUnsubscribes(token: string): Promise<{ address: string; from: string } | null> {
  return readUnsubscribe(token);
}

/** Does what an unsubscribe link is for. False for a link that is none of ours. */
export async function unsubscribeByLink(token: string): Promise<boolean> {
  return unsubscribe(token);
}
