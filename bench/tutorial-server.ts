/**
 * The flow that MailKit is measured against, written anew from its description: Express, read the balance, send, debit.
 * The order of its calls and the SDKs' defaults (Dodo's retries twice, Resend's never) are what is compared; its prices
 * and pages are not, and are left out.
 */
import DodoPayments from "dodopayments";
import express from "express";
import { Resend } from "resend";
import { z } from "zod";

const env = z
  .object({
    PORT: z.coerce.number(),
    DODO_PAYMENTS_API_KEY: z.string(),
    DODO_PAYMENTS_BASE_URL: z.url(),
    DODO_WEBHOOK_KEY: z.string(),
    CREDIT_ENTITLEMENT_ID: z.string(),
    RESEND_API_KEY: z.string(),
    RESEND_BASE_URL: z.url(),
  })
  .parse(process.env);

const dodo = new DodoPayments({
  bearerToken: env.DODO_PAYMENTS_API_KEY,
  webhookKey: env.DODO_WEBHOOK_KEY,
  baseURL: env.DODO_PAYMENTS_BASE_URL,
});
// The SDK finds RESEND_BASE_URL by itself.
const resend = new Resend(env.RESEND_API_KEY);
const credit = { credit_entitlement_id: env.CREDIT_ENTITLEMENT_ID };

const sendSchema = z.object({
  customer_id: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
});

const app = express();

app.post("/webhooks/dodo", express.raw({ type: "application/json" }), async (request, response) => {
  const header = (name: string) => String(request.headers[name] ?? "");
  const names = ["webhook-id", "webhook-signature", "webhook-timestamp"];
  try {
    const headers = Object.fromEntries(names.map((name) => [name, header(name)]));
    const event = await dodo.webhooks.unwrap(request.body.toString("utf8"), { headers });
    console.log(`[${event.type}]`, event.data);
  } catch {
    response.status(401).json({ error: "invalid signature" });
    return;
  }
  response.json({ received: true });
});

app.use(express.json());

app.get("/credits/:customerId", async (request, response) => {
  const { balance } = await dodo.creditEntitlements.balances.retrieve(request.params.customerId, credit);
  response.json({ balance });
});

app.post("/send", async (request, response) => {
  const { customer_id, to, subject, html } = sendSchema.parse(request.body);
  const { balance } = await dodo.creditEntitlements.balances.retrieve(customer_id, credit);
  if (Number(balance) <= 0) {
    response.status(402).json({ error: "No email credits remaining." });
    return;
  }
  const { data, error } = await resend.emails.send({
    from: "MailKit <onboarding@resend.dev>",
    to: [to],
    subject,
    html,
  });
  if (error) {
    response.status(500).json({ error: error.message });
    return;
  }
  await dodo.creditEntitlements.balances.createLedgerEntry(customer_id, {
    ...credit,
    amount: "1",
    entry_type: "debit",
    reason: `email send ${data.id}`,
    idempotency_key: data.id,
  });
  response.json({ id: data.id });
});

app.get("/", (_request, response) => {
  response.send("ok");
});

app.listen(env.PORT, "127.0.0.1");
