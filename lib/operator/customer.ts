import "server-only";
import { desc, eq } from "drizzle-orm";
import type { AdjustmentFact, CaseFact, CustomerDetail, SendingFacts } from "../contracts/operator-pages";
import { loadAccount } from "../credits/account";
import { database } from "../db/client";
import { webhookMessages } from "../db/schema/api";
import { creditAdjustments, paymentCases } from "../db/schema/operator";
import { findDomains } from "../domains/rows";
import { listKeys } from "../keys/list";
import { listPeople } from "../members/people";
import { listEmails } from "../sending/list";
import { readControls } from "../tenants/controls";
import { readRecord } from "../tenants/health";
import { readSummary } from "./customers";
import { listChecks } from "./drift-store";
import { listMessagesAbout } from "./inbox";

/** So many of each kind on the page; the customer's own dashboard has all of them. */
const SHOWN = 10;
const DOMAINS_SHOWN = 50;

/** All that an operator sees of a customer, but for what only Dodo has; null if there is none. */
export async function readCustomer(customerId: string): Promise<CustomerDetail | null> {
  const summary = await readSummary(customerId);
  if (!summary) return null;
  const account = await loadAccount(customerId);
  const [people, sending, domains, keys, emails, adjustments, cases, webhooksIn, webhooksOut, checks] =
    await Promise.all([
      listPeople(customerId),
      readSending(customerId, account.quota),
      findDomains(customerId, { limit: DOMAINS_SHOWN }),
      listKeys(customerId),
      listEmails(customerId, { limit: SHOWN, cursor: null }),
      listAdjustments(customerId),
      listCases(customerId),
      listMessagesAbout(customerId, summary.dodo_customer_id, SHOWN),
      listOutgoing(customerId),
      listChecks(customerId),
    ]);
  return {
    ...summary,
    users: people.map(({ email }) => email),
    balance_as_of: account.balanceAsOf?.toISOString() ?? null,
    is_stale: account.staleSince !== null,
    sending,
    domains: domains.rows.map(({ id, name, status }) => ({ id, name, status })),
    keys,
    emails: emails.data,
    adjustments,
    cases,
    webhooks_in: webhooksIn,
    webhooks_out: webhooksOut,
    drift: checks[0] ?? null,
  };
}

async function readSending(customerId: string, quota: number | null): Promise<SendingFacts> {
  const [control, judged] = await Promise.all([readControls(customerId), readRecord(customerId)]);
  return {
    paused_at: control?.pausedAt?.toISOString() ?? null,
    paused_by: control?.pausedBy ?? null,
    paused_reason: control?.pausedReason ?? null,
    slowed_reason: control?.slowedReason ?? null,
    daily_cap: control?.quotaCap ?? null,
    left_today: quota,
    is_new: control?.isNew ?? false,
    judged,
  };
}

async function listAdjustments(customerId: string): Promise<AdjustmentFact[]> {
  const rows = await database()
    .select()
    .from(creditAdjustments)
    .where(eq(creditAdjustments.customerId, customerId))
    .orderBy(desc(creditAdjustments.createdAt))
    .limit(SHOWN);
  return rows.map(({ id, credits, state, reason, attempts, lastError, createdAt }) => ({
    id,
    credits,
    state: state === "done" || state === "refused" ? state : "open",
    reason,
    attempts,
    last_error: lastError,
    created_at: createdAt.toISOString(),
  }));
}

async function listCases(customerId: string): Promise<CaseFact[]> {
  const rows = await database()
    .select()
    .from(paymentCases)
    .where(eq(paymentCases.customerId, customerId))
    .orderBy(desc(paymentCases.createdAt))
    .limit(SHOWN);
  return rows.map(({ id, kind, paymentId, status, outcome, createdAt }) => ({
    id,
    kind,
    payment_id: paymentId,
    status,
    outcome,
    created_at: createdAt.toISOString(),
  }));
}

/** Of all the customer's endpoints: ids rise with time. */
async function listOutgoing(customerId: string): Promise<CustomerDetail["webhooks_out"]> {
  const rows = await database()
    .select({
      id: webhookMessages.id,
      type: webhookMessages.type,
      state: webhookMessages.state,
      attempts: webhookMessages.attempts,
      createdAt: webhookMessages.createdAt,
    })
    .from(webhookMessages)
    .where(eq(webhookMessages.customerId, customerId))
    .orderBy(desc(webhookMessages.id))
    .limit(SHOWN);
  return rows.map(({ createdAt, ...row }) => ({ ...row, created_at: createdAt.toISOString() }));
}
