import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { apiKeyUsage } from "../db/schema/api";

/** Credits that were spent with a key. */
export interface KeyUse {
  today: number;
  month: number;
}
interface KeyRef {
  customerId: string;
  keyId: string;
}

export function isWithinBudget(
  budget: { dailyCredits: number | null; monthlyCredits: number | null },
  used: KeyUse,
  credits: number,
): "ok" | "daily" | "monthly" {
  if (budget.dailyCredits !== null && used.today + credits > budget.dailyCredits) return "daily";
  if (budget.monthlyCredits !== null && used.month + credits > budget.monthlyCredits) return "monthly";
  return "ok";
}

export async function readUse(_tx: Executor, _keys: readonly KeyRef[]): Promise<Map<string, KeyUse>> {
  return new Map();
}

export async function addUse(tx: Executor, uses: readonly (KeyRef & { credits: number })[]): Promise<void> {
  if (uses.length > 0) await tx.execute(sql`select 1 from ${apiKeyUsage} limit 0`);
}

export async function takeBackUse(
  _tx: Executor,
  _uses: readonly (KeyRef & { credits: number; acceptedAt: Date })[],
): Promise<void> {}
