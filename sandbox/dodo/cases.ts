import type { Dispute, DisputeStatus } from "dodopayments/resources/disputes";
import type { RefundListItem } from "dodopayments/resources/payments";
import type { WebhookEventType, WebhookPayload } from "dodopayments/resources/webhook-events";
import { Hono } from "hono";
import { sandboxDefaults } from "../constants";
import type { Payment } from "../entities";
import type { SandboxEnv } from "../http";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import { balanceOf, grantsOf } from "./balance";
import { found } from "./errors";
import { page } from "./input";
import { debitCredits } from "./ledger";

interface RefundInput {
  /** In cents; all of the payment if left out. */
  amount?: number;
  /** Whether Dodo takes the credits back itself. Its documentation does not say. */
  takesCredits?: boolean;
}

/** What "Refund" in Dodo's dashboard does. */
export function refundPayment(sandbox: Sandbox, paymentId: string, input: RefundInput): RefundListItem {
  const payment = found(sandbox.store.payments.get(paymentId), "Payment");
  const amount = input.amount ?? payment.total_amount;
  const refund = {
    refund_id: dodoId("ref"),
    payment_id: paymentId,
    business_id: sandboxDefaults.businessId,
    status: "succeeded",
    is_partial: amount < payment.total_amount,
    amount,
    currency: payment.currency,
    reason: null,
    created_at: sandbox.clock.timestamp(),
  } satisfies RefundListItem;
  sandbox.store.payments.put(paymentId, {
    ...payment,
    refunds: [...payment.refunds, refund],
    refund_status: refund.is_partial ? "partial" : "full",
  });
  if (input.takesCredits) takeCredits(sandbox, payment, refund.refund_id);
  const { brand_id, customer } = payment;
  emit(sandbox, "refund.succeeded", {
    payload_type: "Refund",
    ...refund,
    brand_id: brand_id ?? sandboxDefaults.businessId,
    customer,
    metadata: {},
  });
  return refund;
}

/** What is left of the payment's own grant goes. */
function takeCredits(sandbox: Sandbox, payment: Payment, refundId: string): void {
  const entitlementId = sandboxDefaults.creditEntitlementId;
  const customerId = payment.customer.customer_id;
  const grant = grantsOf(sandbox, customerId, entitlementId).find(
    ({ source_id }) => source_id === payment.payment_id || source_id === payment.subscription_id,
  );
  const amount = Math.min(
    Number(grant?.remaining_amount ?? 0),
    balanceOf(sandbox, customerId, entitlementId),
  );
  if (amount === 0) return;
  const { row } = debitCredits(sandbox, {
    customerId,
    entitlementId,
    amount,
    transactionType: "credit_deducted",
    description: "Refund",
    metadata: {},
    idempotencyKey: null,
  });
  sandbox.store.ledger.put(row.id, {
    ...row,
    transaction_type: "refund",
    reference_type: "refund",
    reference_id: refundId,
  });
}

/** What a bank does: a dispute is opened, or the one that there is moves on. */
export function disputePayment(sandbox: Sandbox, paymentId: string, status: DisputeStatus): Dispute {
  const payment = found(sandbox.store.payments.get(paymentId), "Payment");
  const earlier = payment.disputes[0];
  const dispute = {
    dispute_id: earlier?.dispute_id ?? dodoId("dsp"),
    payment_id: paymentId,
    business_id: sandboxDefaults.businessId,
    amount: String(payment.total_amount),
    currency: payment.currency,
    dispute_stage: "dispute",
    dispute_status: status,
    created_at: earlier?.created_at ?? sandbox.clock.timestamp(),
  } satisfies Dispute;
  sandbox.store.payments.put(paymentId, { ...payment, disputes: [dispute] });
  const type = status.replace("dispute_", "dispute.") as Extract<WebhookEventType, `dispute.${string}`>;
  emit(sandbox, type, {
    payload_type: "Dispute",
    ...dispute,
    brand_id: payment.brand_id ?? sandboxDefaults.businessId,
    customer: payment.customer,
    payment_provider: "dodo",
  });
  return dispute;
}

function emit(sandbox: Sandbox, type: WebhookEventType, data: WebhookPayload["data"]): void {
  const { businessId: business_id } = sandboxDefaults;
  const payload = { business_id, type, timestamp: sandbox.clock.timestamp(), data } satisfies WebhookPayload;
  sandbox.webhooks.emit("dodo", [{ type, payload }]);
}

/** SDK refunds.ts, disputes.ts. They are kept with their payments. */
export function caseRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const paymentsOf = (customerId: string | undefined) =>
    sandbox.store.payments
      .newestFirst()
      .filter(({ customer }) => !customerId || customer.customer_id === customerId);
  app.get("/refunds", (c) =>
    c.json(
      page(
        c,
        paymentsOf(c.req.query("customer_id")).flatMap(({ refunds }) => refunds),
        (row) => row,
      ),
    ),
  );
  app.get("/disputes", (c) =>
    c.json(
      page(
        c,
        paymentsOf(c.req.query("customer_id")).flatMap(({ disputes }) => disputes),
        (row) => row,
      ),
    ),
  );
  return app;
}
