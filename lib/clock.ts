import "server-only";

/** Time as one process sees it, and chance. Passed in, so that a simulation can own both. */
export interface Clock {
  /** Milliseconds since the epoch. Never compared between instances: for that there is the database's clock. */
  nowMs(): number;
  /** Calls `run` once after `ms`, without keeping the process alive. Returns how to call it off. */
  after(ms: number, run: () => void): () => void;
  sleep(ms: number): Promise<void>;
  /** From 0 up to, and without, 1. */
  random(): number;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
  // Somebody waits for what comes after it, so this one does keep the process alive.
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: () => Math.random(),
};

/** How far a moment is outside of a span; 0 within it. */
export function distanceFrom(ms: number, fromMs: number, toMs: number): number {
  return Math.max(0, ms - toMs) - Math.max(0, fromMs - ms);
}
