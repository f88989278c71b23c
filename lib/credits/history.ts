import "server-only";
import type { GrantPage, LedgerPage } from "../contracts/ledger";
import { type NumberedPage, readGrants, readLedger } from "../dodo/history";
import { loadAccount } from "./account";

const NOTHING = { object: "list" as const, has_more: false, data: [] };

/** A page of the ledger; empty for a customer whom Dodo does not know yet. Throws ProviderUnavailable. */
export async function listLedger(customerId: string, page: NumberedPage): Promise<LedgerPage> {
  const { dodoCustomerId } = await loadAccount(customerId);
  return dodoCustomerId === null ? NOTHING : readLedger(dodoCustomerId, page);
}

/** A page of the grants; empty for a customer whom Dodo does not know yet. Throws ProviderUnavailable. */
export async function listGrants(customerId: string, page: NumberedPage): Promise<GrantPage> {
  const { dodoCustomerId } = await loadAccount(customerId);
  return dodoCustomerId === null ? NOTHING : readGrants(dodoCustomerId, page);
}
