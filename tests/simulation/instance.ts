import { nextCapture } from "@/lib/credits/capture";
import { refreshBalance } from "@/lib/credits/refresh";
import { databaseUnavailable } from "@/lib/db/client";
import { startPump } from "@/lib/pump";
import { nextDispatch } from "@/lib/sending/dispatch";
import { createMemory } from "@/lib/sending/memory";
import type { Ports } from "@/lib/sending/ports";
import { type SendAnswer, type SendCommand, send } from "@/lib/sending/send";
import type { ModelDatabase } from "./model-database";
import type { ModelDodo, ModelResend } from "./model-providers";
import type { Process, World } from "./world";

const QUERY_MS = 4;
const SWEEP_MS = 5_000;

export interface Surroundings {
  world: World;
  database: ModelDatabase;
  resend: ModelResend;
  dodo: ModelDodo;
  /** Share of transactions whose connection breaks, before or after COMMIT. */
  databaseFaults: number;
}

/** One running app: the code of production over the models, with pumps as the engine has them. */
export interface Instance {
  process: Process;
  send(command: SendCommand): Promise<SendAnswer>;
  crash(): void;
}

export function startInstance(surroundings: Surroundings, skewMs: number): Instance {
  const { world, database } = surroundings;
  const process: Process = { isAlive: true, stalledUntilMs: 0, skewMs };
  const ports = portsOf(surroundings, process);
  const { clock } = ports;
  const dispatch = startPump({
    name: "dispatch",
    workers: 10,
    clock,
    next: () => nextDispatch(ports, () => capture.kick()),
  });
  const capture = startPump({ name: "capture", workers: 4, clock, next: () => nextCapture(ports) });
  const sweep = () => {
    dispatch.kick();
    capture.kick();
    for (const { customerId, staleSince } of database.accounts.values())
      if (staleSince !== null) void sync(customerId);
    clock.after(SWEEP_MS, sweep);
  };
  /** What the engine's sync does for a balance that a webhook has marked. */
  const sync = (customerId: string) =>
    refreshBalance(ports, customerId, new Date(world.nowMs), "read-for-display").then(
      () => capture.kick(),
      () => undefined,
    );
  sweep();
  return {
    process,
    send: (command) => send(ports, command, () => dispatch.kick()),
    crash: () => {
      process.isAlive = false;
    },
  };
}

function portsOf({ world, database, resend, dodo, databaseFaults }: Surroundings, process: Process): Ports {
  /** One transaction. The connection may break before or after it, and a dying process may take it along. */
  const query = <T>(transaction: () => T): Promise<T> =>
    world.ask(process, QUERY_MS, () => {
      const isCut = world.chance(databaseFaults);
      if ((isCut || !process.isAlive) && world.chance(0.5))
        throw databaseUnavailable(new Error("cut before COMMIT"));
      const result = transaction();
      if (isCut) throw databaseUnavailable(new Error("cut after COMMIT"));
      return result;
    });
  return {
    sending: {
      accept: (candidate) => query(() => database.accept(candidate)),
      readBar: async () => null,
      findEmails: (refs) => query(() => refs.flatMap((email) => database.findEmail(email) ?? [])),
      readStanding: (email) => query(() => database.findEmail(email)),
      findDispatchWork: () => query(() => database.findDispatchWork()),
      claimDispatch: (work) => query(() => database.claimDispatch(work)),
      settleDispatch: (dispatch, outcome) => query(() => database.settleDispatch(dispatch, outcome)),
      requeue: (dispatch, reason) => query(() => database.requeue(dispatch, reason)),
      postpone: (dispatch, retryMs, reason) => query(() => database.postpone(dispatch, retryMs, reason)),
    },
    credits: {
      loadAccount: (customerId) => query(() => database.loadAccount(customerId)),
      mirrorRead: (before, balance) => query(() => database.mirrorRead(before, balance)),
      findCaptureWork: () => query(() => database.findCaptureWork()),
      openCapture: (customerId) => query(() => database.openCapture(customerId)),
      claimExpiredCapture: () => query(() => database.claimExpiredCapture()),
      settleCaptured: (capture, outcome, askedAt) =>
        query(() => database.settleCaptured(capture, outcome, askedAt)),
      settleInsufficient: (capture, reason) => query(() => database.settleInsufficient(capture, reason)),
      postponeCapture: (capture, retryMs, reason) =>
        query(() => database.postponeCapture(capture, retryMs, reason)),
    },
    resend: {
      takePermit: () => query(() => resend.takePermit()),
      postEmails: (body, key, call) => resend.postEmails(process, body, key, call),
    },
    dodo: {
      takeCapturePermit: () => query(() => dodo.takePermit()),
      debit: (debit) => dodo.debit(process, debit),
      readsAreOut: () => world.chance(0.3),
      readBalance: (customer) => dodo.readBalance(process, customer),
    },
    withRoom: (_candidate, accept) => accept(),
    clock: {
      nowMs: () => world.nowMs + process.skewMs,
      after: (ms, run) => world.after(ms, process, run),
      sleep: (ms) => new Promise((resolve) => void world.after(ms, process, () => resolve())),
      random: world.random,
    },
    memory: createMemory(),
    newId: world.newId,
  };
}
