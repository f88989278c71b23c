import type { WebhookEvent } from "../entities";
import type { Sandbox } from "../sandbox";
import { expireGrant } from "./ledger";
import { bill, putOnHold } from "./renewal";

interface DueWork {
  dueMs: number;
  run: () => WebhookEvent[];
}

/** A year of daily renewals is the most that one move of the clock should ever bring about. */
const stepsMax = 1000;

/**
 * Lets everything happen that was due since the last look, one after the other in the order of its due time
 * and dated with it: a clock that jumps three months brings three renewals and the expiries in between.
 */
export function runDueDodoWork(sandbox: Sandbox): void {
  for (let step = 0; step < stepsMax; step += 1) {
    const work = nextDue(sandbox);
    if (!work) return;
    sandbox.clock.at(work.dueMs, () => sandbox.webhooks.emit("dodo", work.run()));
  }
}

function nextDue(sandbox: Sandbox): DueWork | null {
  const nowMs = sandbox.clock.nowMs();
  let next: DueWork | null = null;
  const consider = (due: string | null | undefined, run: DueWork["run"]): void => {
    const dueMs = due ? Date.parse(due) : Number.POSITIVE_INFINITY;
    if (dueMs <= nowMs && (!next || dueMs < next.dueMs)) next = { dueMs, run };
  };
  // Expiry comes first when both fall on one moment: a renewal must not hide that old credits are gone.
  for (const grant of sandbox.store.grants.all()) {
    if (!grant.is_expired) consider(grant.expires_at, () => expireGrant(sandbox, grant));
  }
  for (const row of sandbox.store.subscriptions.all()) {
    if (row.status === "active") consider(row.next_billing_date, () => bill(sandbox, row));
    if (row.status === "past_due") consider(row.past_due_ends_at, () => putOnHold(sandbox, row));
  }
  return next;
}
