import "server-only";
import { driveCapture } from "./credits/capture";
import { claimExpiredCapture, listCustomersToCapture, openCapture } from "./credits/claim-capture";
import { claimStaleCustomer, syncCustomer } from "./credits/sync";
import { applyDodoWebhooks, pruneWebhooks } from "./credits/webhook-inbox";
import { log } from "./log";
import { perProcess } from "./per-process";
import { pauseLeftMs, takePermit } from "./provider-line";
import { startPump } from "./pump";
import { claimDispatch, hasDispatchWork, pruneDispatches } from "./sending/claim";
import { driveDispatch } from "./sending/dispatch";
import { pruneIdempotencyKeys } from "./sending/idempotency";

/** Finds what another process left behind, or was told by nobody. */
const SWEEP_MS = 5_000;
const PRUNE_MS = 60 * 60 * 1000;
/** A process that is replaced often prunes, too. */
const FIRST_PRUNE_MS = 60 * 1000;

const PUMPS = {
  dispatch: { workers: 10, next: nextDispatch },
  capture: { workers: 4, next: nextCapture },
  webhook: { workers: 1, next: nextWebhooks },
  sync: { workers: 2, next: nextSync },
};
type PumpName = keyof typeof PUMPS;

/** The work that goes on besides requests. */
export interface Engine {
  /** There may be work of this kind now. Cheap, and never needed for work to be done some time. */
  kick(...pumps: PumpName[]): void;
}

/**
 * The engine of this process: dispatches, captures, webhooks, and syncs, each drawn from the database, so that any
 * process of any instance can carry on what another one began.
 */
export function engine(): Engine {
  return perProcess("engine", () => {
    const pumps = new Map(
      Object.entries(PUMPS).map(([name, options]) => [name, startPump({ name, ...options })]),
    );
    const kickAll = () => {
      for (const pump of pumps.values()) pump.kick();
    };
    setInterval(kickAll, SWEEP_MS).unref();
    setTimeout(prune, FIRST_PRUNE_MS).unref();
    setInterval(prune, PRUNE_MS).unref();
    kickAll();
    return {
      kick: (...names) => {
        for (const name of names) pumps.get(name)?.kick();
      },
    };
  });
}

/** Starts the engine if this process has none yet. */
export function startEngine(): void {
  engine();
}

async function nextDispatch() {
  if (!(await hasDispatchWork())) return null;
  const permit = await takePermit("resend");
  if (!permit.granted) return { againInMs: permit.waitMs };
  const dispatch = await claimDispatch();
  if (!dispatch) return null;
  return async () => {
    const retryMs = await driveDispatch(dispatch);
    // What was sent is to be paid for.
    engine().kick("capture");
    return retryMs;
  };
}

async function nextCapture() {
  const againInMs = await pauseLeftMs("dodo");
  if (againInMs > 0) return { againInMs };
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
    engine().kick("sync");
    return null;
  };
}

async function nextSync() {
  const againInMs = await pauseLeftMs("dodo");
  if (againInMs > 0) return { againInMs };
  const customerId = await claimStaleCustomer();
  if (!customerId) return null;
  return async () => {
    const retryMs = await syncCustomer(customerId);
    // A risen balance may pay what is owed, and a crossing has written a mail.
    engine().kick("capture", "dispatch");
    return retryMs;
  };
}

function prune(): void {
  Promise.all([pruneWebhooks(), pruneIdempotencyKeys(), pruneDispatches()]).catch((error) =>
    log.warn("Old rows could not be removed", { error }),
  );
}
