import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type {
  CreateApiKeyResponseSuccess,
  ListApiKeysResponseSuccess,
  RemoveApiKeyResponseSuccess,
  UpdateApiKeyResponseSuccess,
} from "resend";
import { z } from "zod";
import type { SandboxEnv } from "../http";
import { resendId } from "../ids";
import type { Sandbox } from "../sandbox";
import { found, invalid, missingField } from "./errors";
import { listing } from "./listing";

const bodySchema = z.looseObject({
  name: z.string().max(50).optional(),
  permission: z.enum(["full_access", "sending_access"]).optional(),
});

/** Resend docs: API reference, API keys. The token is in the answer to its creation and nowhere else. */
export function apiKeyRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { apiKeys } = sandbox.store;
  const app = new Hono<SandboxEnv>();

  app.get("/", (c) => {
    const answer = listing(c, apiKeys.newestFirst(), ({ id, name, created_at, last_used_at }) => {
      return { id, name, created_at, last_used_at };
    });
    return c.json(answer satisfies ListApiKeysResponseSuccess);
  });

  app.post("/", async (c) => {
    const body = bodySchema.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw invalid("Invalid `name` or `permission` field.");
    if (body.data.name === undefined) throw missingField("name");
    const id = resendId();
    const token = `re_${randomBytes(18).toString("base64url")}`;
    const created_at = sandbox.clock.postgresTimestamp();
    const { name, permission = "full_access" } = body.data;
    apiKeys.put(id, { id, name, token, permission, created_at, last_used_at: null });
    return c.json({ id, token } satisfies CreateApiKeyResponseSuccess, 201);
  });

  app.patch("/:id", async (c) => {
    const { name } = (await c.req.json().catch(() => ({}))) as { name?: unknown };
    const row = found(apiKeys.get(c.req.param("id")), "API key");
    if (typeof name !== "string") throw missingField("name");
    apiKeys.put(row.id, { ...row, name });
    return c.json({ object: "api_key", id: row.id } satisfies UpdateApiKeyResponseSuccess);
  });

  app.delete("/:id", (c) => {
    const { id } = found(apiKeys.get(c.req.param("id")), "API key");
    apiKeys.remove(id);
    return c.json({ object: "api_key", id, deleted: true } satisfies RemoveApiKeyResponseSuccess);
  });

  return app;
}
