import "server-only";
import type { Operator } from "../auth/operator";
import type { ActionDone, OperatorAction } from "../contracts/operator";
import { adjustCredits, captureNow, rereadBalance } from "./act-on-credits";
import { lookForEmail, settleNotSent, settleSent } from "./act-on-emails";
import { haltAll, limit, pause, resume, resumeAll } from "./act-on-sending";
import { replay, tryLine } from "./act-on-system";
import { audited, type Change } from "./audit";
import { requestChecks } from "./drift-store";
import { requireCustomer } from "./require-customer";

type Act<A extends OperatorAction> = (action: A, change: Change) => Promise<string>;
type Acts = { [Name in OperatorAction["action"]]: Act<Extract<OperatorAction, { action: Name }>> };

const ACTS: Acts = {
  "customer.pause": pause,
  "customer.resume": resume,
  "customer.limit": limit,
  "customer.credits": adjustCredits,
  "customer.reread": rereadBalance,
  "customer.capture": captureNow,
  "drift.check": async (action, change) => {
    const { customer_id: customerId } = action;
    await change({ action: action.action, customerId }, async (tx) => {
      if (customerId) await requireCustomer(tx, customerId);
      await requestChecks(tx, customerId);
    });
    return customerId ? "The check has begun." : "All customers are checked, one after the other.";
  },
  "sending.halt": haltAll,
  "sending.resume": resumeAll,
  "line.try": tryLine,
  "email.look": lookForEmail,
  "email.sent": settleSent,
  "email.not_sent": settleNotSent,
  "webhook.replay": replay,
};

/**
 * Does what an operator asks for. There is no other way to change anything from the operator's pages, and none of these
 * changes anything but through `audited`. Throws `not_found`, `wrong_state`, ProviderUnavailable.
 */
export async function perform(operator: Operator, action: OperatorAction): Promise<ActionDone> {
  const change: Change = (entry, work) => audited(operator, entry, work);
  // The table has an entry for each member of the union; the types of a lookup can't say that they belong together.
  const act = ACTS[action.action] as Act<OperatorAction>;
  return { message: await act(action, change) };
}
