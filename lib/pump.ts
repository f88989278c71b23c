import "server-only";
import { log } from "./log";

/** A piece of work that was claimed. Returns in how many ms the pump should look again on its account, or null. */
export type Job = () => Promise<number | null>;

interface PumpOptions {
  name: string;
  /** How many jobs run at once in this process. */
  workers: number;
  /** Claims the next job; null if there is nothing to do, or when to ask again. */
  next: () => Promise<Job | { againInMs: number } | null>;
}

export interface Pump {
  /** There may be work now. Cheap; any number of kicks while it is looking count as one. */
  kick(): void;
}

/** After a fault that was not foreseen (the database is away), look again this late. */
const FAULT_PAUSE_MS = 1_000;
/** A pause may be lifted by somebody else (an operator, another instance), so it is looked into this often. */
const PAUSE_MAX_MS = 5_000;

/** Claims jobs one after the other and runs up to `workers` of them at once, until there is nothing left. */
export function startPump({ name, workers, next }: PumpOptions): Pump {
  let running = 0;
  let isLooking = false;
  let lookAgain = false;
  /** Until this timer fires there is nothing to look for, whoever kicks. */
  let pause: NodeJS.Timeout | undefined;

  function kick(): void {
    lookAgain = true;
    if (!isLooking && !pause) void look();
  }

  function kickIn(ms: number): void {
    setTimeout(kick, ms).unref();
  }

  function pauseFor(ms: number): void {
    pause = setTimeout(
      () => {
        pause = undefined;
        kick();
      },
      Math.min(ms, PAUSE_MAX_MS),
    ).unref();
  }

  async function look(): Promise<void> {
    isLooking = true;
    try {
      while (lookAgain && running < workers && !pause) {
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
    }
  }

  async function run(job: Job): Promise<void> {
    running += 1;
    // One job is rarely alone: look for the next while this one runs.
    lookAgain = true;
    try {
      const againInMs = await job();
      if (againInMs !== null) kickIn(againInMs);
    } catch (error) {
      log.error(`A job of the ${name} pump failed; it is taken up again when its lease ends`, { error });
      kickIn(FAULT_PAUSE_MS);
    } finally {
      running -= 1;
      kick();
    }
  }

  return { kick };
}
