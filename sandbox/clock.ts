import type { Collection } from "./store";

/**
 * Business time. It runs with real time plus an offset that tests and the dashboard move.
 * Signatures and rate limits do not use it: receivers check real time.
 */
export class Clock {
  private pinnedMs: number | null = null;
  private turnMs: number | null = null;

  constructor(private readonly meta: Collection<number>) {}

  /** Stands still during one synchronous turn: what happens together has one timestamp. */
  nowMs(): number {
    if (this.pinnedMs !== null) return this.pinnedMs;
    if (this.turnMs === null) {
      this.turnMs = Date.now() + this.offsetMs;
      queueMicrotask(() => {
        this.turnMs = null;
      });
    }
    return this.turnMs;
  }

  get offsetMs(): number {
    return this.meta.get("clockOffsetMs") ?? 0;
  }

  advance(ms: number): void {
    this.meta.put("clockOffsetMs", this.offsetMs + ms);
    this.turnMs = null;
  }

  set(ms: number): void {
    this.meta.put("clockOffsetMs", ms - Date.now());
    this.turnMs = null;
  }

  /** Runs due work with the clock standing at the moment it was due, so that rows carry that moment. */
  at<T>(ms: number, work: () => T): T {
    this.pinnedMs = ms;
    try {
      return work();
    } finally {
      this.pinnedMs = null;
    }
  }

  /** RFC 3339 with microseconds and Z, as Dodo writes it. */
  timestamp(ms = this.nowMs()): string {
    return new Date(ms).toISOString().replace("Z", "000Z");
  }

  /** The text form of PostgreSQL, as Resend writes it. */
  postgresTimestamp(ms = this.nowMs()): string {
    return new Date(ms).toISOString().replace("T", " ").replace("Z", "000+00");
  }
}
