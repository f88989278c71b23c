import "server-only";
import { perProcess } from "../per-process";
import { type EmailRow, findEmail, isSettled } from "./email-row";

/** Another instance may settle the email, and tells nobody here. */
const POLL_MS = 250;

const waiting = () => perProcess("settled-waiters", () => new Map<string, Set<() => void>>());

/** Wakes whoever waits for this email in this process. */
export function announceSettled(emailId: string): void {
  for (const wake of waiting().get(emailId) ?? []) wake();
}

/** The email as soon as it is settled, or as it is after `timeoutMs`. Null if it does not exist. */
export async function whenSettled(
  customerId: string,
  emailId: string,
  timeoutMs: number,
): Promise<EmailRow | null> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const woken = nextAnnouncement(emailId, Math.min(POLL_MS, Math.max(0, deadline - Date.now())));
    const row = await findEmail(customerId, emailId);
    if (!row || isSettled(row) || Date.now() >= deadline) {
      woken.cancel();
      return row;
    }
    await woken.promise;
  }
}

/** Listens before the row is read, so that nothing is missed in between. */
function nextAnnouncement(emailId: string, timeoutMs: number) {
  let cancel = () => {};
  const promise = new Promise<void>((resolve) => {
    const waiters = waiting().get(emailId) ?? new Set();
    waiting().set(emailId, waiters);
    const timer = setTimeout(finish, timeoutMs);
    function finish() {
      clearTimeout(timer);
      waiters.delete(finish);
      if (waiters.size === 0) waiting().delete(emailId);
      resolve();
    }
    waiters.add(finish);
    cancel = finish;
  });
  return { promise, cancel };
}
