import { Hono } from "hono";
import type {
  AddSuppressionResponseSuccess,
  BatchAddSuppressionsResponseSuccess,
  BatchRemoveSuppressionsResponseSuccess,
  GetSuppressionResponseSuccess,
  RemoveSuppressionResponseSuccess,
} from "resend";
import { z } from "zod";
import type { SuppressionRow } from "../entities";
import type { SandboxEnv } from "../http";
import { resendId } from "../ids";
import type { Sandbox } from "../sandbox";
import { bareAddress } from "./address";
import { found, invalid } from "./errors";
import { listing } from "./listing";

const manySchema = z.object({
  emails: z.array(z.string()).max(100).optional(),
  ids: z.array(z.string()).max(100).optional(),
});

/** Resend docs: API reference, suppressions. A row is found by its id or by its address. */
export function suppressionRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { suppressions } = sandbox.store;
  const app = new Hono<SandboxEnv>();
  const find = (idOrEmail: string): SuppressionRow | undefined =>
    suppressions.get(idOrEmail) ?? suppressions.all().find(({ email }) => email === idOrEmail.toLowerCase());

  const add = (text: unknown): AddSuppressionResponseSuccess => {
    const email = typeof text === "string" ? bareAddress(text) : null;
    if (!email) throw invalid("Invalid `email` field.");
    const row: SuppressionRow = find(email) ?? {
      object: "suppression",
      id: resendId(),
      email,
      origin: "manual",
      source_id: null,
      created_at: sandbox.clock.postgresTimestamp(),
    };
    suppressions.put(row.id, row);
    return { object: "suppression", id: row.id };
  };
  const remove = (idOrEmail: string): RemoveSuppressionResponseSuccess => {
    const { id } = found(find(idOrEmail), "Suppression");
    suppressions.remove(id);
    return { object: "suppression", id, deleted: true };
  };

  app.get("/", (c) => {
    const origin = c.req.query("origin");
    const rows = suppressions.newestFirst().filter((row) => !origin || row.origin === origin);
    return c.json(listing(c, rows, ({ object: _, ...row }) => row));
  });
  app.post("/", async (c) => {
    const { email } = (await c.req.json().catch(() => ({}))) as { email?: unknown };
    return c.json(add(email), 201);
  });
  app.post("/batch/add", async (c) => {
    const { emails = [] } = manySchema.parse(await c.req.json());
    return c.json({ data: emails.map(add) } satisfies BatchAddSuppressionsResponseSuccess, 201);
  });
  app.post("/batch/remove", async (c) => {
    const { emails = [], ids = [] } = manySchema.parse(await c.req.json());
    return c.json({ data: [...emails, ...ids].map(remove) } satisfies BatchRemoveSuppressionsResponseSuccess);
  });
  app.get("/:id", (c) =>
    c.json(found(find(c.req.param("id")), "Suppression") satisfies GetSuppressionResponseSuccess),
  );
  app.delete("/:id", (c) => c.json(remove(c.req.param("id"))));

  return app;
}
