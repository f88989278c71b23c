import type { EmailSummary } from "./email";
import type { Key } from "./keys";

/* What the operator's pages show. The server renders them, so none of this is parsed anywhere. */

/** A customer in the operator's list. Counts are of the last 30 days, a few minutes late. */
export interface CustomerSummary {
  id: string;
  email: string;
  dodo_customer_id: string | null;
  created_at: string;
  /** Null until Dodo was asked once. */
  balance: number | null;
  held: number;
  /** Credits of sent emails that Dodo has not been debited for. */
  owed: number;
  sent: number;
  bounced: number;
  complained: number;
  state: CustomerState;
}

/** What bounds a customer's sending, the strongest first. */
export type CustomerState = "paused" | "slowed" | "limited" | "new" | "ok";

export interface CustomerPage {
  data: CustomerSummary[];
  /** The id to go on after; null at the end. */
  next: string | null;
}

export interface SendingFacts {
  paused_at: string | null;
  paused_by: string | null;
  paused_reason: string | null;
  slowed_reason: string | null;
  /** Credits a day that may be used at present; null for any number. */
  daily_cap: number | null;
  /** Of those, left today, as far as it was reckoned already. */
  left_today: number | null;
  is_new: boolean;
  judged: { sent: number; bounced: number; complained: number };
}

export interface AdjustmentFact {
  id: string;
  credits: number;
  state: "open" | "done" | "refused";
  reason: string;
  attempts: number;
  last_error: string | null;
  created_at: string;
}

export interface CaseFact {
  id: string;
  kind: string;
  payment_id: string;
  status: string;
  outcome: string;
  created_at: string;
}

export interface CustomerDetail extends CustomerSummary {
  users: string[];
  balance_as_of: string | null;
  is_stale: boolean;
  sending: SendingFacts;
  domains: { id: string; name: string; status: string }[];
  keys: Key[];
  emails: EmailSummary[];
  adjustments: AdjustmentFact[];
  cases: CaseFact[];
  webhooks_in: InboxMessage[];
  webhooks_out: { id: string; type: string; state: string; attempts: number; created_at: string }[];
  drift: DriftCheck | null;
}

export interface InboxMessage {
  source: string;
  id: string;
  type: string;
  received_at: string;
  applied_at: string | null;
  outcome: string | null;
  bytes: number;
  /** Ids that its body names. */
  about: string;
}

export interface InboxPage {
  data: InboxMessage[];
  next: string | null;
}

export interface OpenCall {
  id: string;
  /** What it carries, in words. */
  what: string;
  customer_id: string | null;
  attempts: number;
  created_at: string;
  due_at: string;
  last_error: string | null;
}

export interface LineFacts {
  provider: "dodo" | "resend";
  state: "ok" | "waiting" | "stopped";
  reason: string | null;
  until: string | null;
  since: string | null;
  tokens: number;
  burst: number;
  per_second: number;
}

export interface UnresolvedFact {
  email_id: string;
  customer_id: string;
  to: string[];
  subject: string;
  credits: number;
  called_at: string | null;
  unresolved_since: string | null;
  reason: string | null;
}

export interface SystemFacts {
  halted: { since: string; reason: string; refuses: boolean } | null;
  queue: { waiting: number; paused: number; scheduled: number; oldest_at: string | null };
  webhooks_pending: { count: number; oldest_at: string | null };
  lines: LineFacts[];
  dispatches: OpenCall[];
  captures: OpenCall[];
  adjustments: OpenCall[];
  unresolved: UnresolvedFact[];
}

export interface LogEntry {
  id: string;
  at: string;
  operator: string;
  action: string;
  customer_id: string | null;
  customer_email: string | null;
  subject: string | null;
  note: string | null;
}

export interface LogPage {
  data: LogEntry[];
  next: string | null;
}

/** Two sums that should be the same, or one that only Dodo has. */
export interface DriftLine {
  label: string;
  ours: number | null;
  dodo: number | null;
  /** Of `ours` and `dodo`; null where there is nothing to compare. */
  difference: number | null;
  note: string;
}

export interface DriftFinding {
  what: string;
  id: string;
  credits: number;
}

/** Our sums held against Dodo's. */
export interface DriftResult {
  entries_read: number;
  /** False if the ledger is longer than what was read; then the newest part was compared. */
  is_complete: boolean;
  lines: DriftLine[];
  findings: DriftFinding[];
  /** Credits that nothing explains; 0 is what it should be. */
  drift: number;
}

export interface DriftCheck {
  customer_id: string;
  email: string;
  requested_at: string | null;
  checked_at: string | null;
  error: string | null;
  result: DriftResult | null;
}

export interface MoneyFacts {
  /** Credits that customers can still spend, by the mirrored balances. */
  outstanding: number;
  /** Of which are set aside for emails that wait. */
  held: number;
  /** Credits of emails that were sent since the month began, UTC. */
  used_this_month: number;
  month_began_at: string;
  plan: { emails: number | null; price_minor: number | null };
  guard: { level: "ok" | "warn" | "unknown"; message: string };
}

/** Of Dodo's payments since the month began. */
export interface RevenueFacts {
  payments: number;
  /** A sum for each currency, the catalogue's own first; payments that were refunded in part with all that was paid. */
  revenue: { currency: string; minor: number }[];
  refunded: number;
  /** Credits that these payments brought, by the catalogue; null if it has several plans or packs: Dodo's list names none. */
  credits_sold: number | null;
  /** Revenue less the plan at Resend, in US cents; null if that is not known, or somebody paid in another currency. */
  margin_minor: number | null;
  is_complete: boolean;
}
