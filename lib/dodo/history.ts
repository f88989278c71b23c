import "server-only";
import { z } from "zod";
import type { Grant, GrantPage, LedgerEntry, LedgerPage } from "../contracts/ledger";
import { env } from "../env";
import { amountSchema } from "./amount";
import { callDodo, itemsOf } from "./client";

/** People look at it; nothing waits for it. */
const TIMEOUT_MS = 5_000;

/** Dodo's lists are paged by number, from 0. */
export interface NumberedPage {
  limit: number;
  page: number;
}

const iso = z.coerce.date().transform((date) => date.toISOString());
const ledgerRowsSchema = z.array(
  z.object({
    id: z.string(),
    amount: amountSchema,
    is_credit: z.boolean(),
    balance_after: amountSchema,
    transaction_type: z.string(),
    description: z.string().nullish(),
    created_at: iso,
  }),
);
const grantRowsSchema = z.array(
  z.object({
    id: z.string(),
    initial_amount: amountSchema,
    remaining_amount: amountSchema,
    source_type: z.string(),
    is_expired: z.boolean(),
    expires_at: iso.nullish(),
    created_at: iso,
  }),
);

/** A page of the customer's ledger, newest first. Throws ProviderUnavailable. */
export async function readLedger(dodoCustomerId: string, { limit, page }: NumberedPage): Promise<LedgerPage> {
  const rows = await callDodo(
    "read-for-display",
    async (client) =>
      ledgerRowsSchema.parse(
        itemsOf(
          await client.creditEntitlements.balances.listLedger(dodoCustomerId, pageOf(limit, page), {
            timeout: TIMEOUT_MS,
          }),
        ),
      ),
    [],
  );
  return { object: "list", has_more: rows.length === limit, data: rows.map(toEntry) };
}

/** A page of the customer's grants. Throws ProviderUnavailable. */
export async function readGrants(dodoCustomerId: string, { limit, page }: NumberedPage): Promise<GrantPage> {
  const grants = await fetchGrants(dodoCustomerId, pageOf(limit, page));
  return { object: "list", has_more: grants.length === limit, data: grants };
}

export type Grants = Grant[];

/** More than that many purchases with credits left has nobody; the balance is right whatever is left out here. */
const ACTIVE_MAX = 100;

/** The customer's grants that have credits left, what is used next first. Throws ProviderUnavailable. */
export async function readActiveGrants(dodoCustomerId: string): Promise<Grants> {
  const query = { ...pageOf(ACTIVE_MAX, 0), status: "active" as const };
  // A grant that is new, or used up, in this moment may be in the wrong list.
  return (await fetchGrants(dodoCustomerId, query)).filter(({ status }) => status === "active");
}

async function fetchGrants(
  dodoCustomerId: string,
  query: ReturnType<typeof pageOf> & { status?: "active" },
): Promise<Grants> {
  const rows = await callDodo(
    "read-for-display",
    async (client) =>
      grantRowsSchema.parse(
        itemsOf(
          await client.creditEntitlements.balances.listGrants(dodoCustomerId, query, { timeout: TIMEOUT_MS }),
        ),
      ),
    [],
  );
  return rows.map(toGrant).sort(byUse);
}

const pageOf = (limit: number, page: number) => ({
  credit_entitlement_id: env().CREDIT_ENTITLEMENT_ID,
  page_number: page,
  page_size: limit,
});

function toEntry(row: z.infer<typeof ledgerRowsSchema>[number]): LedgerEntry {
  return {
    id: row.id,
    // Unsigned in both directions at Dodo; `is_credit` has the sign.
    amount: row.is_credit ? row.amount : -row.amount,
    balance_after: row.balance_after,
    kind: row.transaction_type,
    description: row.description ?? null,
    created_at: row.created_at,
  };
}

function toGrant(row: z.infer<typeof grantRowsSchema>[number]): Grant {
  return {
    id: row.id,
    source: row.source_type,
    granted: row.initial_amount,
    remaining: row.remaining_amount,
    status: row.is_expired ? "expired" : row.remaining_amount > 0 ? "active" : "depleted",
    expires_at: row.expires_at ?? null,
    created_at: row.created_at,
  };
}

/** Active ones first, the oldest of them first: that is the order in which Dodo takes from them. */
function byUse(a: Grant, b: Grant): number {
  const isLater = Number(a.status !== "active") - Number(b.status !== "active");
  return isLater || a.created_at.localeCompare(b.created_at);
}
