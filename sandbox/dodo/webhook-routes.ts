import type { WebhookDetails, WebhookRetrieveSecretResponse } from "dodopayments/resources/webhooks/webhooks";
import { Hono } from "hono";
import { z } from "zod";
import { endpointsOf } from "../configured-endpoint";
import type { WebhookEndpointRow } from "../entities";
import type { SandboxEnv } from "../http";
import { dodoId, signingSecret } from "../ids";
import type { Sandbox } from "../sandbox";
import { found } from "./errors";
import { readBody } from "./input";

const createSchema = z.object({
  url: z.url(),
  description: z.string().nullish(),
  filter_types: z.array(z.string()).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  disabled: z.boolean().nullish(),
  idempotency_key: z.string().nullish(),
});

/** SDK webhooks.ts. Lists are cursors here: `{ data, iterator, done }`. The secret has a route of its own. */
export function webhookRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { endpoints } = sandbox.store;
  const app = new Hono<SandboxEnv>();
  const endpoint = (id: string): WebhookEndpointRow => {
    return found(
      endpointsOf(sandbox, "dodo").find((row) => row.id === id),
      "Webhook",
    );
  };
  const registered = (id: string): WebhookEndpointRow => found(endpoints.get(endpoint(id).id), "Webhook");

  app.get("/", (c) => {
    const rows = endpointsOf(sandbox, "dodo");
    const limit = Number(c.req.query("limit") ?? 50);
    const start = rows.findIndex(({ id }) => id === c.req.query("iterator")) + 1;
    const data = rows.slice(start, start + limit).map(wireEndpoint);
    return c.json({ data, iterator: data.at(-1)?.id ?? "", done: start + limit >= rows.length });
  });

  app.post("/", async (c) => {
    const body = await readBody(c, createSchema);
    const earlier = endpoints
      .all()
      .find((row) => body.idempotency_key && row.idempotency_key === body.idempotency_key);
    if (earlier) return c.json(wireEndpoint(earlier));
    const now = sandbox.clock.timestamp();
    const row: WebhookEndpointRow = {
      id: dodoId("ep"),
      provider: "dodo",
      url: body.url,
      secret: signingSecret(),
      description: body.description ?? "",
      filter_types: body.filter_types ?? null,
      disabled: body.disabled ?? false,
      metadata: body.metadata ?? {},
      idempotency_key: body.idempotency_key ?? null,
      created_at: now,
      updated_at: now,
    };
    return c.json(wireEndpoint(endpoints.put(row.id, row)));
  });

  app.get("/:id", (c) => c.json(wireEndpoint(endpoint(c.req.param("id")))));

  app.get("/:id/secret", (c) => {
    const { secret } = endpoint(c.req.param("id"));
    return c.json({ secret } satisfies WebhookRetrieveSecretResponse);
  });

  app.patch("/:id", async (c) => {
    const body = await readBody(c, createSchema.partial());
    const row = registered(c.req.param("id"));
    const changed: WebhookEndpointRow = {
      ...row,
      url: body.url ?? row.url,
      description: body.description ?? row.description,
      filter_types: body.filter_types === undefined ? row.filter_types : body.filter_types,
      disabled: body.disabled ?? row.disabled,
      metadata: body.metadata ?? row.metadata,
      updated_at: sandbox.clock.timestamp(),
    };
    return c.json(wireEndpoint(endpoints.put(row.id, changed)));
  });

  app.delete("/:id", (c) => {
    endpoints.remove(registered(c.req.param("id")).id);
    return c.body(null, 204);
  });

  return app;
}

function wireEndpoint({
  id,
  url,
  description,
  metadata,
  filter_types,
  disabled,
  created_at,
  updated_at,
}: WebhookEndpointRow) {
  return {
    id,
    url,
    description,
    metadata,
    filter_types,
    disabled,
    created_at,
    updated_at,
  } satisfies WebhookDetails;
}
