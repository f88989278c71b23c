import "server-only";
import { ProviderUnavailable } from "../errors";
import type { Priority } from "../providers/line";
import type { Account } from "./account";
import type { CreditPorts } from "./ports";

/** A read that lost against a capture is tried again; the capture's own answer is as good, so few tries do. */
const ATTEMPTS_MAX = 4;
/** A capture takes about 100 ms. One that takes longer than this is in trouble, and the caller is not kept waiting. */
const CAPTURE_WAIT_MAX_MS = 3_000;
const CAPTURE_POLL_MS = 15;

/**
 * The account with a balance that Dodo confirmed at `notBefore` or later (by the database's clock). One read per
 * customer at a time: whoever asks meanwhile waits for it, and starts another only if it began too early for them.
 * Throws ProviderUnavailable when Dodo can't be asked; the mirror is unchanged then.
 */
export async function refreshBalance(
  ports: CreditPorts,
  customerId: string,
  notBefore: Date,
  priority: Priority,
): Promise<Account> {
  const reads = ports.memory.balanceReads;
  for (;;) {
    const running = reads.get(customerId);
    if (!running) break;
    // Whoever waited for a read that failed has waited long enough; the next one may try again.
    const account = await running.catch((cause) => {
      throw new ProviderUnavailable("dodo", "Dodo Payments is not reachable right now.", 5, { cause });
    });
    if (isAsOf(account, notBefore)) return account;
  }
  const read = readUntilMirrored(ports, customerId, notBefore, priority).finally(() =>
    reads.delete(customerId),
  );
  reads.set(customerId, read);
  return read;
}

function isAsOf(account: Account, notBefore: Date): boolean {
  return account.balanceAsOf !== null && account.balanceAsOf >= notBefore;
}

async function readUntilMirrored(
  ports: CreditPorts,
  customerId: string,
  notBefore: Date,
  priority: Priority,
): Promise<Account> {
  const { credits, dodo } = ports;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const before = await untilReadable(ports, customerId, notBefore);
    if (isAsOf(before, notBefore)) return before;
    // Without a customer at Dodo there is nothing to ask: nothing was ever bought.
    const balance =
      before.dodoCustomerId === null ? 0 : await dodo.readBalance(before.dodoCustomerId, priority);
    if (await credits.mirrorRead(before, balance)) return credits.loadAccount(customerId);
  }
  return credits.loadAccount(customerId);
}

/**
 * While a capture is in flight, Dodo's number may or may not contain it. Its answer brings a number of its own, which
 * may be late enough for the caller already.
 */
async function untilReadable(
  { credits, clock }: CreditPorts,
  customerId: string,
  notBefore: Date,
): Promise<Account> {
  const deadline = clock.nowMs() + CAPTURE_WAIT_MAX_MS;
  for (;;) {
    const account = await credits.loadAccount(customerId);
    if (account.openCaptureId === null || isAsOf(account, notBefore)) return account;
    if (clock.nowMs() > deadline)
      throw new ProviderUnavailable(
        "dodo",
        "A payment of credits at Dodo is taking long. Try again in a few seconds.",
      );
    await clock.sleep(CAPTURE_POLL_MS);
  }
}
