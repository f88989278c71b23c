import "server-only";
import { z } from "zod";
import type { Grant, GrantPage, LedgerEntry, LedgerPage } from "../contracts/ledger";
import { env } from "../env";
import type { Priority } from "../providers/line";
import { amountSchema } from "./amount";
import { callDodo, itemsOf } from "./client";

/** People look at it; nothing waits for it. */
const TIMEOUT_MS = 5_000;

/** Dodo's lists are paged by number, from 0. */
export interface NumberedPage {
  limit: number;
  page: number;
}

/** Which entries of a ledger are wanted: all, without any of these. */
export interface LedgerFilter {
  /** Dodo's `transaction_type`. */
  type?: string;
  from?: Date;
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
    reference_type: z.string().nullish(),
    reference_id: z.string().nullish(),
    grant_id: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    created_at: iso,
  }),
);
/** A row of the ledger as Dodo has it. */
export type LedgerRow = z.infer<typeof ledgerRowsSchema>[number];

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
export async function readLedger(dodoCustomerId: string, page: NumberedPage): Promise<LedgerPage> {
  const rows = await readLedgerRows(dodoCustomerId, page);
  return { object: "list", has_more: rows.length === page.limit, data: rows.map(toEntry) };
}

/** The same as Dodo has it, or only what passes the filter. */
export async function readLedgerRows(
  dodoCustomerId: string,
  { limit, page, type, from }: NumberedPage & LedgerFilter,
  priority: Priority = "read-for-page",
): Promise<LedgerRow[]> {
  return callDodo(
    priority,
    async (client) =>
      ledgerRowsSchema.parse(
        itemsOf(
          await client.creditEntitlements.balances.listLedger(
            dodoCustomerId,
            {
              ...pageOf(limit, page),
              ...(type && { transaction_type: type }),
              ...(from && { start_date: from.toISOString() }),
            },
            { timeout: TIMEOUT_MS },
          ),
        ),
      ),
    [],
  );
}

/** Dodo's limit of a page. With credits that live 30 days nobody has as many grants in use. */
const ACTIVE_MAX = 100;

/** The customer's grants that have credits left, what is used next first. Throws ProviderUnavailable. */
export async function readActiveGrants(dodoCustomerId: string): Promise<Grant[]> {
  const { data } = await readGrants(dodoCustomerId, { limit: ACTIVE_MAX, page: 0, status: "active" });
  // A grant that is new, or used up, in this moment may be in the wrong list.
  return data.filter(({ status }) => status === "active");
}

/** A page of the customer's grants, or only of those with this status. Throws ProviderUnavailable. */
export async function readGrants(
  dodoCustomerId: string,
  { limit, page, status }: NumberedPage & { status?: Grant["status"] },
): Promise<GrantPage> {
  const rows = await callDodo(
    "read-for-page",
    async (client) =>
      grantRowsSchema.parse(
        itemsOf(
          await client.creditEntitlements.balances.listGrants(
            dodoCustomerId,
            { ...pageOf(limit, page), ...(status && { status }) },
            { timeout: TIMEOUT_MS },
          ),
        ),
      ),
    [],
  );
  return { object: "list", has_more: rows.length === limit, data: rows.map(toGrant).sort(byUse) };
}

const pageOf = (limit: number, page: number) => ({
  credit_entitlement_id: env().CREDIT_ENTITLEMENT_ID,
  page_number: page,
  page_size: limit,
});

/** Unsigned in both directions at Dodo; `is_credit` has the sign. */
export const signedAmount = ({ is_credit, amount }: LedgerRow) => (is_credit ? amount : -amount);

function toEntry(row: LedgerRow): LedgerEntry {
  return {
    id: row.id,
    amount: signedAmount(row),
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
