import "server-only";
import { driveCapture } from "./credits/capture";
import { claimExpiredCapture, listCustomersToCapture, openCapture } from "./credits/claim-capture";
import { claimStaleCustomer, syncCustomer } from "./credits/sync";
import { applyDodoWebhooks, pruneWebhooks } from "./credits/webhook-inbox";
import { log } from "./log";
import { perProcess } from "./per-process";
import { takePermit } from "./provider-line";
import { type Pump, startPump } from "./pump";
import { claimDispatch, hasDispatchWork, pruneDispatches } from "./sending/claim";
import { driveDispatch } from "./sending/dispatch";
import { pruneIdempotencyKeys } from "./sending/idempotency";

/** Finds what another process left behind, or was told by nobody. */
const SWEEP_MS = 5_000;
const PRUNE_MS = 60 * 60 * 1000;
/** A process that is replaced often prunes, too. */
const FIRST_PRUNE_MS = 60 * 1000;

/** The work that goes on besides requests. `kick` says that there is something to do now. */
export interface Engine {
  kick(): void;
}

/**
 * The engine of this process: dispatches, captures, webhooks, and syncs, each drawn from the database, so that any
 * process of any instance can carry on what another one began.
 */
export function engine(): Engine {
  return perProcess("engine", () => {
    const pumps = [
      startPump({ name: "dispatch", workers: 10, next: nextDispatch }),
      startPump({ name: "capture", workers: 4, next: nextCapture }),
      startPump({ name: "webhook", workers: 1, next: nextWebhooks }),
      startPump({ name: "sync", workers: 2, next: nextSync }),
    ];
    const kick = () => pumps.forEach(kickPump);
    setInterval(kick, SWEEP_MS).unref();
    setTimeout(prune, FIRST_PRUNE_MS).unref();
    setInterval(prune, PRUNE_MS).unref();
    kick();
    return { kick };
  });
}

/** Starts the engine if this process has none yet. */
export function startEngine(): void {
  engine();
}

const kickPump = (pump: Pump) => pump.kick();

async function nextDispatch() {
  if (!(await hasDispatchWork())) return null;
  const permit = await takePermit("resend");
  if (!permit.granted) return { againInMs: permit.waitMs };
  const dispatch = await claimDispatch();
  if (!dispatch) return null;
  return async () => {
    const retryMs = await driveDispatch(dispatch);
    // What was sent is to be paid for.
    engine().kick();
    return retryMs;
  };
}

async function nextCapture() {
  const expired = await claimExpiredCapture();
  if (expired) return () => driveCapture(expired);
  for (const customerId of await listCustomersToCapture()) {
    const capture = await openCapture(customerId);
    if (capture) return () => driveCapture(capture);
  }
  return null;
}

async function nextWebhooks() {
  const applied = await applyDodoWebhooks();
  if (applied === 0) return null;
  return async () => {
    engine().kick();
    return null;
  };
}

async function nextSync() {
  const customerId = await claimStaleCustomer();
  if (!customerId) return null;
  return async () => {
    const retryMs = await syncCustomer(customerId);
    // A risen balance may pay what is owed, and a crossing has written a mail.
    engine().kick();
    return retryMs;
  };
}

function prune(): void {
  Promise.all([pruneWebhooks(), pruneIdempotencyKeys(), pruneDispatches()]).catch((error) =>
    log.warn("Old rows could not be removed", { error }),
  );
}
