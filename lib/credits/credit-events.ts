import "server-only";
import type { Executor } from "../db/client";
import { publish } from "../outgoing/publish";

interface Numbers {
  customerId: string;
  balance: number | null;
  held: number;
  lowThreshold: number | null;
  allowance: number | null;
  /** By the database's clock. */
  changedAt: Date;
}

/** Tells the customer's endpoints that few or no credits are left. In the transaction that found it out. */
export async function publishCrossing(tx: Executor, account: Numbers, level: "low" | "empty"): Promise<void> {
  const { customerId, lowThreshold, allowance, changedAt } = account;
  await publish(tx, [
    {
      customerId,
      type: level === "low" ? "credits.low" : "credits.depleted",
      occurredAt: changedAt,
      data: { available: available(account), low_threshold: lowThreshold, allowance },
    },
  ]);
}

/**
 * Tells the customer's endpoints that credits have arrived, if they have: if the balance is higher than `explained`,
 * what it was before less what this process itself has debited. In the transaction that mirrored it, so once a rise.
 */
export async function publishRise(tx: Executor, account: Numbers, explained: number): Promise<void> {
  const balance = account.balance ?? 0;
  if (balance <= explained) return;
  await publish(tx, [
    {
      customerId: account.customerId,
      type: "credits.added",
      occurredAt: account.changedAt,
      data: { balance, available: available(account), added: balance - explained },
    },
  ]);
}

const available = ({ balance, held }: Numbers) => (balance ?? 0) - held;
