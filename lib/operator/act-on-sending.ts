import "server-only";
import type { OperatorAction } from "../contracts/operator";
import { AppError } from "../errors";
import { haltSending, limitSending, pauseSending, resumeSending } from "../tenants/pause";
import type { Change } from "./audit";
import { requireCustomer } from "./require-customer";

type Of<Name extends OperatorAction["action"]> = Extract<OperatorAction, { action: Name }>;

/** Pauses a customer's sending, with a reason that they read. */
export async function pause(
  { action, customer_id: customerId, reason, note }: Of<"customer.pause">,
  change: Change,
): Promise<string> {
  await change({ action, customerId, note, detail: { reason } }, async (tx) => {
    await requireCustomer(tx, customerId);
    await pauseSending(tx, customerId, { by: "operator", reason });
  });
  return "Sending is paused. What was accepted waits.";
}

/** Lets a customer send again. Throws `wrong_state`. */
export async function resume(
  { action, customer_id: customerId, note }: Of<"customer.resume">,
  change: Change,
): Promise<string> {
  await change({ action, customerId, note }, async (tx) => {
    await requireCustomer(tx, customerId);
    if (!(await resumeSending(tx, customerId)))
      throw new AppError("wrong_state", "This customer's sending is not paused.");
  });
  return "The customer can send again, and what waited goes out.";
}

/** Sets a daily limit, or lifts all of them. */
export async function limit(
  { action, customer_id: customerId, daily_credits: dailyCredits, note }: Of<"customer.limit">,
  change: Change,
): Promise<string> {
  await change({ action, customerId, note, detail: { daily_credits: dailyCredits } }, async (tx) => {
    await requireCustomer(tx, customerId);
    await limitSending(tx, customerId, dailyCredits);
  });
  return dailyCredits === null ? "There is no daily limit any more." : "The daily limit is set.";
}

/** Stops all sending. */
export async function haltAll(
  { action, reason, refuse }: Of<"sending.halt">,
  change: Change,
): Promise<string> {
  await change({ action, note: reason, detail: { refuse } }, (tx) =>
    haltSending(tx, { reason, isRefusing: refuse }),
  );
  return refuse
    ? "All sending is stopped, and requests to send are refused."
    : "All sending is stopped. Requests to send are accepted, and wait.";
}

/** Lets all sending go on. */
export async function resumeAll({ action, note }: Of<"sending.resume">, change: Change): Promise<string> {
  await change({ action, note }, (tx) => haltSending(tx, null));
  return "Sending goes on.";
}
