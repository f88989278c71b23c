import type { CreditEntitlement } from "dodopayments/resources/credit-entitlements/credit-entitlements";
import { Hono } from "hono";
import { z } from "zod";
import { sandboxDefaults } from "../constants";
import type { EntitlementRow } from "../entities";
import type { SandboxEnv } from "../http";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import { DodoError, found, notFound } from "./errors";
import { page, readBody } from "./input";

const createSchema = z.object({
  name: z.string().min(1).max(255),
  unit: z.string().min(1),
  // Amounts are whole numbers in the sandbox; another precision would need decimal arithmetic.
  precision: z.literal(0, "the sandbox keeps whole credits only"),
  rollover_enabled: z.literal(false, "the sandbox has no rollover"),
  overage_enabled: z.literal(false, "the sandbox has no overage"),
  expires_after_days: z.number().int().positive().nullish(),
  description: z.string().max(1000).nullish(),
});

const updateSchema = createSchema.omit({ precision: true }).partial();

/** SDK credit-entitlements.ts. */
export function entitlementRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { store, clock } = sandbox;
  const app = new Hono<SandboxEnv>();
  const live = (id: string): EntitlementRow => {
    const row = found(store.entitlements.get(id), "Credit entitlement");
    if (row.is_deleted) throw notFound("Credit entitlement");
    return row;
  };

  app.get("/", (c) => {
    const isDeleted = c.req.query("deleted") === "true";
    const rows = store.entitlements.newestFirst().filter((row) => row.is_deleted === isDeleted);
    return c.json(page(c, rows, wireEntitlement));
  });

  app.post("/", async (c) => {
    const body = await readBody(c, createSchema);
    if (store.entitlements.all().some((row) => row.name === body.name && !row.is_deleted)) {
      throw new DodoError(
        409,
        "CREDIT_ENTITLEMENT_NAME_ALREADY_EXISTS",
        "A credit entitlement with this name exists",
      );
    }
    const now = clock.timestamp();
    const row: EntitlementRow = {
      id: dodoId("cde"),
      business_id: sandboxDefaults.businessId,
      overage_behavior: "forgive_at_reset",
      created_at: now,
      updated_at: now,
      is_deleted: false,
      ...body,
    };
    return c.json(wireEntitlement(store.entitlements.put(row.id, row)), 201);
  });

  app.get("/:id", (c) => c.json(wireEntitlement(live(c.req.param("id")))));

  app.patch("/:id", async (c) => {
    const body = await readBody(c, updateSchema);
    const row = live(c.req.param("id"));
    store.entitlements.put(row.id, { ...row, ...body, updated_at: clock.timestamp() });
    return c.body(null, 204);
  });

  app.delete("/:id", (c) => {
    const row = live(c.req.param("id"));
    store.entitlements.put(row.id, { ...row, is_deleted: true });
    return c.body(null, 204);
  });

  app.post("/:id/undelete", (c) => {
    const row = store.entitlements.get(c.req.param("id"));
    // The API reference says 500, not 404, for a row that is not deleted.
    if (!row?.is_deleted)
      throw new DodoError(500, "INTERNAL_SERVER_ERROR", "Credit entitlement is not deleted");
    store.entitlements.put(row.id, { ...row, is_deleted: false });
    return c.body(null, 204);
  });

  return app;
}

function wireEntitlement({ is_deleted: _, ...row }: EntitlementRow): CreditEntitlement {
  return row;
}
