import { Hono } from "hono";
import type {
  CreateWebhookResponseSuccess,
  GetWebhookResponseSuccess,
  RemoveWebhookResponseSuccess,
  UpdateWebhookResponseSuccess,
  WebhookEvent,
} from "resend";
import { z } from "zod";
import { endpointsOf } from "../configured-endpoint";
import type { WebhookEndpointRow } from "../entities";
import type { SandboxContext, SandboxEnv } from "../http";
import { resendId, signingSecret } from "../ids";
import type { Sandbox } from "../sandbox";
import { found, invalid } from "./errors";
import { listing } from "./listing";

const bodySchema = z.looseObject({
  endpoint: z.url(),
  events: z.array(z.string()).min(1),
  status: z.enum(["enabled", "disabled"]).optional(),
});

/** Resend docs: API reference, webhooks. Creation answers 201 with the signing secret. */
export function webhookRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { endpoints } = sandbox.store;
  const app = new Hono<SandboxEnv>();
  const endpoint = (c: SandboxContext): WebhookEndpointRow => {
    return found(
      endpointsOf(sandbox, "resend").find(({ id }) => id === c.req.param("id")),
      "Webhook",
    );
  };
  const registered = (c: SandboxContext): WebhookEndpointRow =>
    found(endpoints.get(endpoint(c).id), "Webhook");

  app.get("/", (c) => {
    const rows = endpointsOf(sandbox, "resend").reverse();
    return c.json(listing(c, rows, wireEndpoint));
  });

  app.post("/", async (c) => {
    const body = bodySchema.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw invalid("Invalid `endpoint` or `events` field.");
    const now = sandbox.clock.postgresTimestamp();
    const row: WebhookEndpointRow = {
      id: resendId(),
      provider: "resend",
      url: body.data.endpoint,
      secret: signingSecret(),
      description: "",
      filter_types: body.data.events,
      disabled: false,
      metadata: {},
      idempotency_key: null,
      created_at: now,
      updated_at: now,
    };
    endpoints.put(row.id, row);
    return c.json(
      { object: "webhook", id: row.id, signing_secret: row.secret } satisfies CreateWebhookResponseSuccess,
      201,
    );
  });

  app.get("/:id", (c) => {
    const row = endpoint(c);
    return c.json({
      object: "webhook",
      ...wireEndpoint(row),
      signing_secret: row.secret,
    } satisfies GetWebhookResponseSuccess);
  });

  app.patch("/:id", async (c) => {
    const body = bodySchema.partial().safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw invalid("Invalid `endpoint`, `events` or `status` field.");
    const row = registered(c);
    endpoints.put(row.id, {
      ...row,
      url: body.data.endpoint ?? row.url,
      filter_types: body.data.events ?? row.filter_types,
      disabled: body.data.status ? body.data.status === "disabled" : row.disabled,
    });
    return c.json({ object: "webhook", id: row.id } satisfies UpdateWebhookResponseSuccess);
  });

  app.delete("/:id", (c) => {
    const { id } = registered(c);
    endpoints.remove(id);
    return c.json({ object: "webhook", id, deleted: true } satisfies RemoveWebhookResponseSuccess);
  });

  return app;
}

function wireEndpoint({ id, url, created_at, disabled, filter_types }: WebhookEndpointRow) {
  const status: "enabled" | "disabled" = disabled ? "disabled" : "enabled";
  return { id, endpoint: url, created_at, status, events: filter_types as WebhookEvent[] | null };
}
