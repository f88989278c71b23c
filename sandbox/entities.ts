import type { CheckoutSessionRequest } from "dodopayments/resources/checkout-sessions";
import type {
  BalanceListGrantsResponse,
  CreditLedgerEntry,
} from "dodopayments/resources/credit-entitlements/balances";
import type { CreditEntitlement } from "dodopayments/resources/credit-entitlements/credit-entitlements";
import type { Customer } from "dodopayments/resources/customers/customers";
import type { IntentStatus, Payment } from "dodopayments/resources/payments";
import type { Product } from "dodopayments/resources/products/products";
import type { Subscription } from "dodopayments/resources/subscriptions";
import type { Domain, DomainRecords, GetEmailResponseSuccess, Suppression } from "resend";

export type { Customer, Payment };

/*
 * Rows keep the shape of the official SDK types wherever there is one, so that what is stored is what is
 * answered; a few fields more are ours and are taken off on the way out.
 */

export type EntitlementRow = CreditEntitlement & { is_deleted: boolean };
export type ProductRow = Product & { is_archived: boolean };
export type GrantRow = BalanceListGrantsResponse;
/** The provider never shows a key again; keeping it here lets a test match rows to calls. */
export type LedgerRow = CreditLedgerEntry & { idempotency_key: string | null };

export interface CreditBalanceRow {
  id: string;
  customer_id: string;
  credit_entitlement_id: string;
  created_at: string;
  updated_at: string;
  last_transaction_at: string | null;
}

export interface SubscriptionRow extends Subscription {
  /** Day of the month that renewals return to after a short month. */
  billing_day: number;
  /** The end of the time in which a renewal that failed may still be paid. Only webhooks tell it. */
  past_due_ends_at?: string | null;
}

export interface PaymentMethodRow {
  payment_method_id: string;
  customer_id: string;
  card_network: string;
  last4_digits: string;
  /** The card that attaches well and is declined when a subscription renews. */
  fails_at_renewal: boolean;
  /** Absent in rows of older sandboxes: true. */
  recurring_enabled?: boolean;
  created_at: string;
  last_used_at: string;
}

export interface CheckoutRow {
  session_id: string;
  created_at: string;
  expires_at: string;
  request: CheckoutSessionRequest;
  total_minor: number;
  customer_id: string | null;
  customer_email: string | null;
  customer_name: string | null;
  payment_id: string | null;
  payment_status: IntentStatus | null;
  is_consumed: boolean;
  redirect_url: string | null;
}

export interface PortalRow {
  token: string;
  customer_id: string;
  return_url: string | null;
  expires_at: string;
}

export type Provider = "dodo" | "resend";

export interface WebhookEndpointRow {
  id: string;
  provider: Provider;
  url: string;
  secret: string;
  description: string;
  filter_types: string[] | null;
  disabled: boolean;
  metadata: Record<string, string>;
  idempotency_key: string | null;
  created_at: string;
  updated_at: string;
}

export interface DeliveryAttempt {
  at: string;
  status: number | null;
  error: string | null;
  answer: string;
  durationMs: number;
}

/** What a provider has to tell. */
export interface WebhookEvent {
  type: string;
  payload: Record<string, unknown>;
}

export interface DeliveryRow {
  /** The webhook-id header: the same on every attempt. */
  id: string;
  provider: Provider;
  type: string;
  payload: Record<string, unknown>;
  url: string | null;
  secret: string;
  state: "pending" | "delivered" | "failed" | "dropped";
  attempts: DeliveryAttempt[];
  next_attempt_at: string | null;
  created_at: string;
}

export interface EmailAttachmentRow {
  filename: string | null;
  content_type: string | null;
  content_id: string | null;
  size: number | null;
  /** Of the file itself, in hex; the sandbox keeps no files. */
  sha256: string | null;
}

export interface EmailRow {
  id: string;
  message_id: string;
  created_at: string;
  from: string;
  to: string[];
  cc: string[] | null;
  bcc: string[] | null;
  reply_to: string[] | null;
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  attachments: EmailAttachmentRow[];
  scheduled_at: string | null;
  status: GetEmailResponseSuccess["last_event"];
  idempotencyKey: string | null;
  /** The ids of one batch request share it, in the order of `batch_index`. */
  batch_id: string | null;
  batch_index: number | null;
  topic_id: string | null;
}

export interface IdempotentAnswer {
  fingerprint: string;
  body: unknown;
  answered_at_ms: number;
}

export interface DomainRow extends Domain {
  records: DomainRecords[];
}

export interface ApiKeyRow {
  id: string;
  name: string;
  token: string;
  permission: "full_access" | "sending_access";
  created_at: string;
  last_used_at: string | null;
}

export type SuppressionRow = Suppression;

export interface UnknownPathRow {
  at: string;
  provider: Provider;
  method: string;
  path: string;
  count: number;
}

/** How often a route of a provider answered what. Status 0: the connection was cut on purpose. */
export interface CallCount {
  method: string;
  route: string;
  status: number;
  count: number;
}
