import "server-only";
import type { AlertLevel } from "../contracts/alert-levels";
import type { Executor } from "../db/client";
import { publish } from "../outgoing/publish";
import { firstThreshold, type LadderBase, thresholdsOf } from "./alert-ladder";

interface Numbers extends LadderBase {
  customerId: string;
  balance: number | null;
  held: number;
  /** By the database's clock. */
  changedAt: Date;
}

/** Tells the customer's endpoints that few or no credits are left. In the transaction that found it out. */
export async function publishCrossing(
  tx: Executor,
  account: Numbers,
  level: Exclude<AlertLevel, "none">,
): Promise<void> {
  const { customerId, allowance, changedAt } = account;
  await publish(tx, [
    {
      customerId,
      type: level === "empty" ? "credits.depleted" : "credits.low",
      occurredAt: changedAt,
      data: {
        available: available(account),
        alert: level,
        threshold: level === "empty" ? 0 : thresholdsOf(account)[level],
        low_threshold: firstThreshold(account),
        allowance,
      },
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
