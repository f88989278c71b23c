import "server-only";
import { exportAccount } from "./account/export";
import { startDeletion } from "./account/start-deletion";
import type { Viewer } from "./auth/session";
import { engine } from "./engine/engine";

/** The one door to an account as a whole: taking its data along, and ending it. */

/** All of a customer's data but secrets, as JSON lines, streamed. */
export function streamAccount(customerId: string): ReadableStream<Uint8Array> {
  return exportAccount(customerId);
}

/**
 * Ends an account for good: nobody acts for it any more, what was accepted is still sent and paid for, and then all of its
 * data goes. Returns the account that the user works in afterwards, null without one. Throws InvalidInput if `confirm` is not the account's name, `not_found` if it is being deleted already.
 */
export async function deleteAccount(
  { customerId, userId }: Pick<Viewer, "customerId" | "userId">,
  confirm: string,
): Promise<{ accountId: string | null }> {
  const accountId = await startDeletion(customerId, userId, confirm);
  engine().kick("departures");
  return { accountId };
}
