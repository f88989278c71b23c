import { seededRandom } from "@/sandbox/seeded-random";

/** Whoever runs code in the simulation: one process of the app. Its end drops everything that it waits for. */
export interface Process {
  isAlive: boolean;
  /** Until then its event loop does nothing, though time goes on. */
  stalledUntilMs: number;
  /** How far its own clock is off. */
  skewMs: number;
}

interface Event {
  atMs: number;
  order: number;
  /** Null for what happens outside of any process: a request on the wire, a provider, a customer who comes back. */
  process: Process | null;
  /** Null once it was called off. */
  run: (() => void) | null;
}

/**
 * Virtual time and chance, both from one seed. Nothing happens by itself: every answer, timer and crash is an event
 * here, and the seed decides which comes first.
 */
export class World {
  nowMs = Date.UTC(2026, 0, 1);
  private readonly events: Event[] = [];
  private order = 0;
  private ids = 0;
  /** From 0 up to, and without, 1. */
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  chance = (share: number): boolean => this.random() < share;

  between = (low: number, high: number): number => low + Math.floor(this.random() * (high - low + 1));

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from");
    return item;
  }

  /** Rises with time, as a UUIDv7 does. */
  newId = (): string => `00000000-0000-7000-8000-${String(++this.ids).padStart(12, "0")}`;

  /** Has `run` happen after `delayMs`. Returns how to call it off. */
  after(delayMs: number, process: Process | null, run: () => void): () => void {
    const event: Event = { atMs: this.nowMs + Math.max(0, delayMs), order: this.order++, process, run };
    this.events.push(event);
    return () => {
      event.run = null;
    };
  }

  /**
   * Something that `process` asks of the world: it happens after a while, and its answer takes a while, too. The
   * process may be dead before either.
   */
  ask<T>(process: Process, latencyMs: number, perform: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.after(this.random() * latencyMs, null, () => {
        let answer: () => void;
        try {
          const value = perform();
          answer = () => resolve(value);
        } catch (error) {
          answer = () => reject(error);
        }
        this.after(this.random() * latencyMs, process, answer);
      });
    });
  }

  /** Lets one event happen, and all code that it wakes run until it waits again. False if there is none left. */
  async step(): Promise<boolean> {
    const event = this.takeNext();
    if (!event) return false;
    const { process, run } = event;
    if (!run || (process && !process.isAlive)) return true;
    this.nowMs = Math.max(this.nowMs, event.atMs);
    if (process && process.stalledUntilMs > this.nowMs) {
      event.atMs = process.stalledUntilMs;
      this.events.push(event);
      return true;
    }
    run();
    await new Promise(setImmediate);
    return true;
  }

  private takeNext(): Event | undefined {
    let best = 0;
    for (let index = 1; index < this.events.length; index++) {
      const one = this.events[index];
      const other = this.events[best];
      if (one && other && (one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)))
        best = index;
    }
    return this.events.splice(best, 1)[0];
  }
}
