/** All delayed work of the sandbox, so that a test can wait until nothing is due and a reset can drop it. */
export class Timers {
  private readonly due = new Map<NodeJS.Timeout, number>();
  private running = 0;

  after(delayMs: number, work: () => void | Promise<void>): void {
    const timer = setTimeout(
      async () => {
        this.due.delete(timer);
        this.running += 1;
        try {
          await work();
        } finally {
          this.running -= 1;
        }
        // A timer longer than 2^31 ms would fire at once; nothing here is meant to wait for weeks.
      },
      Math.min(delayMs, 2 ** 31 - 1),
    );
    this.due.set(timer, Date.now() + delayMs);
  }

  /** Work that runs now or is due before the given moment. */
  pendingBefore(deadlineMs: number): number {
    return this.running + [...this.due.values()].filter((dueMs) => dueMs <= deadlineMs).length;
  }

  get waiting(): number {
    return this.due.size;
  }

  clear(): void {
    for (const timer of this.due.keys()) clearTimeout(timer);
    this.due.clear();
  }
}
