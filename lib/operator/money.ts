import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MoneyFacts, RevenueFacts } from "../contracts/operator-pages";
import { database } from "../db/client";
import { readAllPayments } from "../dodo/payments";
import { env } from "../env";
import { perProcess } from "../per-process";
import { quotaGuard } from "./quota-guard";
import { sumPayments } from "./sum-payments";

/** Dodo's payments are read at most this often by one process. */
const REVENUE_FRESH_MS = 5 * 60_000;

const sumsSchema = z.object({
  outstanding: z.coerce.number(),
  held: z.coerce.number(),
  used: z.coerce.number(),
});

/** Credits sold and not used, and whether they can be delivered: from our own rows, as they mirror Dodo's. */
export async function readMoney(): Promise<MoneyFacts> {
  const beganAt = beginningOfMonth();
  const { rows } = await database().execute(sql`select
    coalesce(sum(greatest(coalesce(balance, 0) - held, 0)), 0) as outstanding, coalesce(sum(held), 0) as held,
    (select coalesce(sum(credits), 0) from usage_counts where quarter >= ${beganAt.toISOString()}::timestamptz) as used
    from credit_accounts`);
  const { outstanding, held, used } = sumsSchema.parse(rows[0]);
  const { RESEND_PLAN_EMAILS: planEmails = null, RESEND_PLAN_PRICE: planPrice } = env();
  return {
    outstanding,
    held,
    used_this_month: used,
    month_began_at: beganAt.toISOString(),
    plan: { emails: planEmails, price_minor: planPrice === undefined ? null : Math.round(planPrice * 100) },
    guard: quotaGuard({ planEmails, usedThisMonth: used, outstanding: outstanding + held }),
  };
}

/** What Dodo's payments of this month came to. Throws ProviderUnavailable. */
export async function readRevenue(): Promise<RevenueFacts> {
  const memory = perProcess("revenue", () => ({
    atMs: Number.NEGATIVE_INFINITY,
    facts: null as RevenueFacts | null,
  }));
  if (memory.facts && Date.now() - memory.atMs < REVENUE_FRESH_MS) return memory.facts;
  const { payments, isComplete } = await readAllPayments(beginningOfMonth());
  const planPrice = env().RESEND_PLAN_PRICE;
  const planMinor = planPrice === undefined ? null : Math.round(planPrice * 100);
  const facts = { ...sumPayments(payments, planMinor), is_complete: isComplete };
  Object.assign(memory, { atMs: Date.now(), facts });
  return facts;
}

function beginningOfMonth(): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
}
