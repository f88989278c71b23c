import type {
  BalanceListGrantsResponse,
  CustomerCreditBalance,
} from "dodopayments/resources/credit-entitlements/balances";
import { Hono } from "hono";
import { z } from "zod";
import type { CreditBalanceRow, EntitlementRow, GrantRow } from "../entities";
import type { SandboxContext, SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";
import { balanceOf, findBalance, grantsOf } from "./balance";
import { found, notFound } from "./errors";
import { metadataSchema, page, readBody } from "./input";
import { createLedgerEntry, wireLedgerEntry } from "./ledger-entry";
import { amountAs, wireLedgerRow } from "./wire";

const ledgerEntrySchema = z.object({
  amount: z.string(),
  entry_type: z.enum(["credit", "debit"]),
  reason: z.string().nullish(),
  idempotency_key: z.string().nullish(),
  expires_at: z.iso.datetime({ offset: true }).nullish(),
  metadata: metadataSchema.nullish(),
});

/** SDK balances.ts. Mounted under /credit-entitlements/:entitlementId/balances. */
export function balanceRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { store } = sandbox;
  const app = new Hono<SandboxEnv>();

  const entitlementOf = (c: SandboxContext): EntitlementRow => {
    const row = found(store.entitlements.get(c.req.param("entitlementId") ?? ""), "Credit entitlement");
    if (row.is_deleted) throw notFound("Credit entitlement");
    return row;
  };
  const wireBalance = (row: CreditBalanceRow): CustomerCreditBalance => ({
    ...row,
    balance: amountAs(
      sandbox.settings.balanceAs,
      String(balanceOf(sandbox, row.customer_id, row.credit_entitlement_id)),
    ),
    overage: amountAs(sandbox.settings.balanceAs, "0"),
  });

  app.get("/", (c) => {
    const { id } = entitlementOf(c);
    const customerId = c.req.query("customer_id");
    const rows = store.balances
      .newestFirst()
      .filter((row) => row.credit_entitlement_id === id && (!customerId || row.customer_id === customerId));
    return c.json(page(c, rows, wireBalance));
  });

  app.get("/:customerId", (c) => {
    const row = findBalance(sandbox, c.req.param("customerId"), entitlementOf(c).id);
    return c.json(wireBalance(found(row, "Customer credit balance")));
  });

  app.get("/:customerId/grants", (c) => {
    const status = c.req.query("status");
    const rows = grantsOf(sandbox, c.req.param("customerId"), entitlementOf(c).id)
      .reverse()
      .filter((grant) => !status || grantStatus(grant) === status);
    return c.json(page(c, rows, (row): BalanceListGrantsResponse => row));
  });

  app.get("/:customerId/ledger", (c) => {
    const { id } = entitlementOf(c);
    const { transaction_type: type, start_date: from, end_date: to } = c.req.query();
    const rows = store.ledger
      .newestFirst()
      .filter(
        (row) =>
          row.customer_id === c.req.param("customerId") &&
          row.credit_entitlement_id === id &&
          (!type || row.transaction_type === type) &&
          (!from || Date.parse(row.created_at) >= Date.parse(from)) &&
          (!to || Date.parse(row.created_at) <= Date.parse(to)),
      );
    return c.json(page(c, rows, wireLedgerRow));
  });

  app.post("/:customerId/ledger-entries", async (c) => {
    const entitlementId = c.req.param("entitlementId") ?? "";
    const body = await readBody(c, ledgerEntrySchema);
    // From here to the answer nothing waits: the entry is one indivisible step.
    const row = createLedgerEntry(sandbox, { ...body, customerId: c.req.param("customerId"), entitlementId });
    return c.json(wireLedgerEntry(row), 201);
  });

  return app;
}

function grantStatus(grant: GrantRow): "active" | "expired" | "depleted" {
  if (grant.is_expired) return "expired";
  return Number(grant.remaining_amount) > 0 ? "active" : "depleted";
}
