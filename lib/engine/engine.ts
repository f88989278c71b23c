import "server-only";
import { nextDeparture } from "../account/departure";
import { nextTopUp } from "../auto-topup/next";
import { nextAdjustment } from "../credits/adjust";
import { nextCapture } from "../credits/capture";
import { nextExpiryWork } from "../credits/expiring";
import { nextSync } from "../credits/sync";
import { nextDomainLook } from "../domains/watch";
import { nextDriftCheck } from "../operator/drift";
import { nextDelivery } from "../outgoing/deliver";
import { onMessagesWritten } from "../outgoing/wake";
import { perProcess } from "../per-process";
import { type Next, type Pump, startPump } from "../pump";
import { nextRemoval } from "../retention/sweep";
import { nextDispatch } from "../sending/dispatch";
import { nextDue } from "../sending/due";
import { live } from "../sending/live";
import { nextLook } from "../sending/look-again";
import { nextCases } from "../tenants/cases";
import { nextJudgement } from "../tenants/health";
import { nextFold } from "../usage/fold";
import { applyWebhooks } from "../webhooks/inbox";
import { dodoMessages } from "./dodo-messages";
import { resendMessages } from "./resend-messages";

/** Finds what another process left behind, or was told by nobody. */
const SWEEP_MS = 5_000;

const PUMPS = {
  dispatch: { workers: 10, next: () => nextDispatch(live, () => engine().kick("capture", "topup")) },
  capture: { workers: 4, next: () => nextCapture(live) },
  webhook: { workers: 1, next: nextWebhooks },
  // A risen balance may pay what is owed, and a crossing has written a mail.
  sync: { workers: 2, next: () => nextSync(() => engine().kick("capture", "dispatch", "topup")) },
  topup: { workers: 2, next: () => nextTopUp(() => engine().kick("sync", "dispatch")) },
  schedule: { workers: 1, next: () => nextDue(live, () => engine().kick("dispatch")) },
  look: { workers: 1, next: () => nextLook(() => engine().kick("capture")) },
  domains: { workers: 1, next: nextDomainLook },
  usage: { workers: 1, next: nextFold },
  expiry: { workers: 1, next: () => nextExpiryWork(() => engine().kick("dispatch")) },
  departures: { workers: 1, next: nextDeparture },
  health: { workers: 1, next: nextJudgement },
  cases: { workers: 1, next: () => nextCases(() => engine().kick("adjust", "dispatch")) },
  adjust: { workers: 1, next: () => nextAdjustment(() => engine().kick("sync", "capture")) },
  drift: { workers: 1, next: nextDriftCheck },
  retention: { workers: 1, next: nextRemoval },
  // A worker that waits for a slow receiver costs nothing; `outgoing/in-flight.ts` keeps room for the others.
  outgoing: { workers: 24, next: nextDelivery },
};
type PumpName = keyof typeof PUMPS;

/** The work that goes on besides requests. */
export interface Engine {
  /** There may be work of this kind now. Cheap, and never needed for work to be done some time. */
  kick(...pumps: PumpName[]): void;
  /** Looks for work of every kind. Resolves to true once there is none left, to false if `withinMs` is not enough. */
  sweep(withinMs: number): Promise<boolean>;
  /** Takes up nothing more. Resolves once what was begun is done; what is not begun is left to others. */
  stop(): Promise<void>;
}

/**
 * The engine of this process: sending, paying, webhooks that come and webhooks that go, schedules, syncs and looks, each
 * drawn from the database, so that any process of any instance can carry on what another one began.
 */
export function engine(): Engine {
  return perProcess("engine", createEngine);
}

/** Starts the engine if this process has none yet. */
export function startEngine(): void {
  engine();
}

function createEngine(): Engine {
  const { clock } = live;
  const pumps = new Map(
    Object.entries(PUMPS).map(([name, options]): [string, Pump] => [
      name,
      startPump({ name, clock, ...options }),
    ]),
  );
  const kickAll = () => {
    for (const pump of pumps.values()) pump.kick();
  };
  onMessagesWritten(() => pumps.get("outgoing")?.kick());
  setInterval(kickAll, SWEEP_MS).unref();
  kickAll();
  return {
    kick: (...names) => {
      for (const name of names) pumps.get(name)?.kick();
    },
    sweep: async (withinMs) => {
      kickAll();
      const idle = untilIdle([...pumps.values()]).then(() => true);
      return Promise.race([idle, clock.sleep(withinMs).then(() => false)]);
    },
    stop: async () => {
      await Promise.all([...pumps.values()].map((pump) => pump.stop()));
    },
  };
}

/** The work of one pump may make work for another, so all must have been idle one after the other, and once more. */
async function untilIdle(pumps: Pump[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const pump of pumps) await pump.idle();
}

async function nextWebhooks(): Promise<Next> {
  const fromDodo = await applyWebhooks(dodoMessages);
  const fromResend = await applyWebhooks(resendMessages);
  if (fromDodo + fromResend === 0) return null;
  return async () => {
    // Balances and payments are to be read, and of a payment a mail may have been written.
    if (fromDodo > 0) engine().kick("sync", "topup", "cases", "dispatch");
    // An email that was proven to be sent is to be paid for, and a domain is to be read.
    if (fromResend > 0) engine().kick("capture", "domains", "dispatch");
    return null;
  };
}
