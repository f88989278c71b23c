import { Hono } from "hono";
import type {
  CancelEmailResponseSuccess,
  CreateEmailResponseSuccess,
  GetEmailResponseSuccess,
  ListEmail,
  ListEmailsResponseSuccess,
  UpdateEmailResponseSuccess,
} from "resend";
import type { EmailRow } from "../entities";
import type { SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";
import { acceptEmail } from "./accept";
import { sendBatch } from "./batch";
import { checkEmail } from "./email-input";
import { found, invalid, missingField } from "./errors";
import { sendOnce } from "./idempotency";
import { listing } from "./listing";
import { parseSchedule } from "./schedule";

/** Resend docs: API reference, emails. POST answers 200, not 201: one of the official clients insists. */
export function emailRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { emails } = sandbox.store;
  const app = new Hono<SandboxEnv>();

  app.post("/", async (c) => {
    const answer = await sendOnce(sandbox, c, (body, idempotencyKey): CreateEmailResponseSuccess => {
      const { id } = acceptEmail(sandbox, checkEmail(sandbox, body), { idempotencyKey, batch: null });
      return { id };
    });
    return c.json(answer);
  });

  app.post("/batch", async (c) => {
    // Anything but "permissive" means strict.
    const isPermissive = c.req.header("x-batch-validation") === "permissive";
    return c.json(
      await sendOnce(sandbox, c, (body, key) =>
        sendBatch(sandbox, body, { isPermissive, idempotencyKey: key }),
      ),
    );
  });

  app.get("/", (c) =>
    c.json(listing(c, emails.newestFirst(), wireListEmail) satisfies ListEmailsResponseSuccess),
  );

  app.get("/:id", (c) => c.json(wireEmail(found(emails.get(c.req.param("id")), "Email"))));

  app.patch("/:id", async (c) => {
    const body = (await c.req.json().catch(() => ({}))) as { scheduled_at?: unknown };
    const row = found(emails.get(c.req.param("id")), "Email");
    if (typeof body.scheduled_at !== "string") throw missingField("scheduled_at");
    if (row.status !== "scheduled") throw invalid("The email is not scheduled.");
    const scheduled_at = parseSchedule(body.scheduled_at, sandbox.clock.nowMs());
    emails.put(row.id, { ...row, scheduled_at });
    return c.json({ object: "email", id: row.id } satisfies UpdateEmailResponseSuccess);
  });

  app.post("/:id/cancel", (c) => {
    const row = found(emails.get(c.req.param("id")), "Email");
    if (row.status !== "scheduled") throw invalid("The email is not scheduled.");
    emails.put(row.id, { ...row, status: "canceled" });
    return c.json({ object: "email", id: row.id } satisfies CancelEmailResponseSuccess);
  });

  return app;
}

function wireListEmail(row: EmailRow): ListEmail {
  return {
    id: row.id,
    message_id: row.message_id,
    to: row.to,
    from: row.from,
    created_at: row.created_at,
    subject: row.subject,
    bcc: row.bcc,
    cc: row.cc,
    reply_to: row.reply_to,
    last_event: row.status,
    scheduled_at: row.scheduled_at,
  };
}

function wireEmail(row: EmailRow): GetEmailResponseSuccess {
  return {
    object: "email",
    ...wireListEmail(row),
    html: row.html,
    text: row.text,
    tags: row.tags,
    topic_id: row.topic_id,
  };
}
