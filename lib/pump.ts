import "server-only";
import type { Clock } from "./clock";
import { log } from "./log";

/** A piece of work that was claimed. Returns in how many ms the pump should look again on its account, or null. */
export type Job = () => Promise<number | null>;
/** The next job; null if there is nothing to do, or when to ask again. */
export type Next = Job | { againInMs: number } | null;

interface PumpOptions {
  name: string;
  /** How many jobs run at once in this process. */
  workers: number;
  /** Claims the next job. */
  next: () => Promise<Next>;
  clock: Clock;
}

export interface Pump {
  /** There may be work now. Cheap; any number of kicks while it is looking count as one. */
  kick(): void;
  /** Claims nothing more. Resolves when the jobs that run are done. */
  stop(): Promise<void>;
  /** Resolves once there is nothing left to do now. */
  idle(): Promise<void>;
}

/** After a fault that was not foreseen (the database is away), look again this late. */
const FAULT_PAUSE_MS = 1_000;
/** A pause may be lifted by somebody else (an operator, another instance), so it is looked into this often. */
const PAUSE_MAX_MS = 5_000;

/** Claims jobs one after the other and runs up to `workers` of them at once, until there is nothing left. */
export function startPump({ name, workers, next, clock }: PumpOptions): Pump {
  let running = 0;
  let isLooking = false;
  let lookAgain = false;
  let isStopped = false;
  /** Until this timer fires there is nothing to look for, whoever kicks. */
  let isPaused = false;
  let whenAtRest: (() => void)[] = [];

  function kick(): void {
    lookAgain = true;
    if (!isLooking && !isPaused && !isStopped) void look();
  }

  function pauseFor(ms: number): void {
    isPaused = true;
    clock.after(Math.min(ms, PAUSE_MAX_MS), () => {
      isPaused = false;
      kick();
    });
  }

  async function look(): Promise<void> {
    isLooking = true;
    try {
      while (lookAgain && running < workers && !isPaused && !isStopped) {
        lookAgain = false;
        const job = await next();
        if (job === null) continue;
        if ("againInMs" in job) pauseFor(job.againInMs);
        else void run(job);
      }
    } catch (error) {
      log.error(`The ${name} pump could not look for work`, { error });
      pauseFor(FAULT_PAUSE_MS);
    } finally {
      isLooking = false;
      rest();
    }
  }

  async function run(job: Job): Promise<void> {
    running += 1;
    // One job is rarely alone: look for the next while this one runs.
    lookAgain = true;
    try {
      const againInMs = await job();
      if (againInMs !== null) clock.after(againInMs, kick);
    } catch (error) {
      log.error(`A job of the ${name} pump failed; it is taken up again when its lease ends`, { error });
      clock.after(FAULT_PAUSE_MS, kick);
    } finally {
      running -= 1;
      kick();
      rest();
    }
  }

  function isAtRest(): boolean {
    return running === 0 && !isLooking && (isStopped || (!isPaused && !lookAgain));
  }

  function rest(): void {
    if (!isAtRest()) return;
    for (const resolve of whenAtRest) resolve();
    whenAtRest = [];
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      whenAtRest.push(resolve);
      rest();
    });
  }

  return {
    kick,
    idle,
    stop: () => {
      isStopped = true;
      return idle();
    },
  };
}
