import { Hono } from "hono";
import { z } from "zod";
import { sandboxDefaults } from "./constants";
import { findCard } from "./dodo/cards";
import { disputePayment, refundPayment } from "./dodo/cases";
import { DodoError } from "./dodo/errors";
import { createLedgerEntry, wireLedgerEntry } from "./dodo/ledger-entry";
import { mainCreditId } from "./dodo/main-credit";
import { finishPayment, payCheckout } from "./dodo/pay";
import { runDueWork } from "./due";
import { faultSchema } from "./faults";
import { publicOrigin, type SandboxContext, type SandboxEnv } from "./http";
import { happen } from "./resend/delivery";
import { emailSteps } from "./resend/email-event";
import type { Sandbox } from "./sandbox";
import { settingsPatchSchema } from "./settings";
import { emailsTo, stateOf } from "./state";

const idleWaitMaxMs = 10_000;

const clockSchema = z.union([
  z.strictObject({ advanceMs: z.number() }),
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
]);
const adjustSchema = z.strictObject({
  entry_type: z.enum(["credit", "debit"]),
  amount: z.union([z.string(), z.number()]).transform(String),
  reason: z.string().optional(),
});
const paySchema = z.strictObject({
  card: z.string(),
  email: z.email().optional(),
  name: z.string().optional(),
});
const finishSchema = z.strictObject({ status: z.enum(["succeeded", "failed"]) });
const refundSchema = z.strictObject({
  amount: z.number().int().positive().optional(),
  takesCredits: z.boolean().optional(),
});
const disputeSchema = z.strictObject({
  status: z.enum([
    "dispute_opened",
    "dispute_expired",
    "dispute_accepted",
    "dispute_cancelled",
    "dispute_challenged",
    "dispute_won",
    "dispute_lost",
  ]),
});
const eventSchema = z.strictObject({
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  provider: z.enum(["dodo", "resend"]).default("dodo"),
});

const happeningSchema = z.strictObject({
  event: z.enum(emailSteps),
  detail: z.record(z.string(), z.unknown()).default({}),
});

/** The control API: what a test cannot do through the providers' own APIs. JSON in, JSON out. */
export function controlApp(sandbox: Sandbox): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const read = async <S extends z.ZodType>(c: SandboxContext, schema: S): Promise<z.output<S>> =>
    schema.parse(await c.req.json());

  app.use(async (_c, next) => {
    runDueWork(sandbox);
    await next();
    sandbox.store.flush();
  });

  app.get("/health", (c) => c.json({ ok: true }));
  app.get("/state", (c) => c.json(stateOf(sandbox)));
  app.get("/emails", (c) => c.json(emailsTo(sandbox, c.req.query("to"))));
  app.post("/emails/:id/events", async (c) => {
    const row = sandbox.store.emails.get(c.req.param("id"));
    if (!row) return c.json({ message: "No such email" }, 404);
    const { event, detail } = await read(c, happeningSchema);
    return c.json({ ids: happen(sandbox, row, event, detail) }, 201);
  });
  app.post("/reset", (c) => {
    sandbox.reset();
    return c.json({ ok: true });
  });

  app.get("/settings", (c) => c.json(sandbox.settings));
  app.put("/settings", async (c) => {
    sandbox.changeSettings(await read(c, settingsPatchSchema));
    return c.json(sandbox.settings);
  });

  app.get("/faults", (c) => c.json(sandbox.faults.list()));
  app.post("/faults", async (c) => {
    const faults = await read(c, z.union([faultSchema, z.array(faultSchema)]));
    for (const fault of [faults].flat()) sandbox.faults.add(fault);
    return c.json(sandbox.faults.list(), 201);
  });
  app.delete("/faults", (c) => {
    sandbox.faults.clear();
    return c.json(sandbox.faults.list());
  });

  const clock = (c: SandboxContext) =>
    c.json({ now: sandbox.clock.timestamp(), offsetMs: sandbox.clock.offsetMs });
  app.get("/clock", clock);
  app.post("/clock", async (c) => {
    const move = await read(c, clockSchema);
    if ("advanceMs" in move) sandbox.clock.advance(move.advanceMs);
    else sandbox.clock.set(Date.parse(move.set));
    runDueWork(sandbox);
    return clock(c);
  });

  app.post("/customers/:id/adjust", async (c) => {
    const entry = await read(c, adjustSchema);
    const entitlementId = mainCreditId(sandbox);
    const row = createLedgerEntry(sandbox, { customerId: c.req.param("id"), entitlementId, ...entry });
    return c.json(wireLedgerEntry(row), 201);
  });

  app.post("/checkouts/:id/pay", async (c) => {
    const { card: number, ...buyer } = await read(c, paySchema);
    const card = findCard(number);
    if (!card) throw new DodoError(422, "INVALID_REQUEST_BODY", "Not a test card");
    const origin = publicOrigin(c, sandbox.config);
    const { status, redirect_url, payment } = payCheckout(sandbox, c.req.param("id"), {
      card,
      ...buyer,
      origin,
    });
    return c.json({ status, redirect_url, payment_id: payment.payment_id });
  });

  app.post("/payments/:id/finish", async (c) => {
    const { status } = await read(c, finishSchema);
    return c.json(finishPayment(sandbox, c.req.param("id"), status));
  });

  app.post("/payments/:id/refund", async (c) =>
    c.json(refundPayment(sandbox, c.req.param("id"), await read(c, refundSchema)), 201),
  );
  app.post("/payments/:id/dispute", async (c) => {
    const { status } = await read(c, disputeSchema);
    return c.json(disputePayment(sandbox, c.req.param("id"), status), 201);
  });

  app.post("/webhooks/send", async (c) => {
    const { provider, type, data } = await read(c, eventSchema);
    const { businessId } = sandboxDefaults;
    const payload =
      provider === "dodo"
        ? { business_id: businessId, type, timestamp: sandbox.clock.timestamp(), data }
        : { type, created_at: new Date(sandbox.clock.nowMs()).toISOString(), data };
    const [id] = sandbox.webhooks.emit(provider, [{ type, payload }]);
    return c.json({ id }, 201);
  });
  app.post("/webhooks/:id/redeliver", (c) => {
    const isSent = sandbox.webhooks.redeliver(c.req.param("id"));
    return isSent
      ? c.json({ ok: true })
      : c.json({ message: "No such delivery, or nowhere to send it" }, 404);
  });
  app.get("/webhooks/idle", async (c) => {
    const wanted = Number(c.req.query("timeoutMs") ?? idleWaitMaxMs);
    return c.json(await sandbox.webhooks.idle(Math.min(wanted, idleWaitMaxMs)));
  });

  // Where a redirect fault leads: an answer that looks like success and means nothing.
  app.all("/redirected", (c) => c.json({ object: "list", data: [] }));

  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ message: z.prettifyError(error) }, 422);
    if (error instanceof SyntaxError) return c.json({ message: "The body is not JSON" }, 400);
    if (error instanceof DodoError) {
      return c.newResponse(error.body, error.status, { "content-type": "application/json" });
    }
    console.error(error);
    return c.json({ message: String(error) }, 500);
  });
  return app;
}
