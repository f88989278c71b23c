import { setTimeout as sleep } from "node:timers/promises";
import { ofSettings } from "./configured-endpoint";
import { attemptDelivery } from "./delivery-attempt";
import type { DeliveryRow, Provider, WebhookEvent } from "./entities";
import type { Ground } from "./ground";
import { messageId } from "./ids";

/** Enough to look back on a long run without keeping every payload for ever. */
const keptDeliveriesMax = 10_000;
const concurrentAttemptsMax = 64;
const reorderSpreadMs = 200;

/**
 * Delivers events as Svix does for both providers: any 2xx is success, everything else is tried again on a
 * schedule, with the same id and a fresh signature. Order is not promised, so events of one moment are shuffled.
 */
export class Webhooks {
  private attemptsRunning = 0;
  private queue: (() => void)[] = [];

  constructor(private readonly ground: Ground) {}

  /** Records one delivery per event and endpoint and returns their ids. */
  emit(provider: Provider, events: WebhookEvent[]): string[] {
    const { settings } = this.ground;
    return shuffled(events).flatMap((event) =>
      this.endpointsFor(provider, event.type).map(({ url, secret }) => {
        const isSent =
          settings.webhooks.enabled && url !== null && Math.random() >= settings.webhooks.dropRate;
        const row = this.save({
          id: messageId(),
          provider,
          ...event,
          url,
          secret,
          state: isSent ? "pending" : "dropped",
          attempts: [],
          next_attempt_at: null,
          created_at: new Date().toISOString(),
        });
        if (isSent) {
          for (let copy = 0; copy < settings.webhooks.duplicate; copy += 1)
            this.schedule(row.id, this.firstDelayMs(), null);
          this.schedule(row.id, this.firstDelayMs(), 0);
        }
        return row.id;
      }),
    );
  }

  /** Sends an old delivery once more, by hand: the same id, to where webhooks go now, and no retries. */
  redeliver(id: string): boolean {
    const row = this.ground.store.deliveries.get(id);
    if (!row) return false;
    const [configured] = this.endpointsFor(row.provider, row.type);
    const url = row.url ?? configured?.url ?? null;
    if (!url) return false;
    this.save({ ...row, url });
    this.schedule(id, 0, null);
    return true;
  }

  /** After a restart: what had not been delivered is still owed. */
  resume(): void {
    for (const row of this.ground.store.deliveries.all()) {
      if (row.state !== "pending") continue;
      const dueMs = row.next_attempt_at ? Date.parse(row.next_attempt_at) : Date.now();
      this.schedule(row.id, Math.max(0, dueMs - Date.now()), row.attempts.length);
    }
  }

  /** Waits until nothing is on its way and nothing is due before the wait ends. */
  async idle(timeoutMs: number): Promise<{ isIdle: boolean; waitingForRetry: number }> {
    const deadlineMs = Date.now() + timeoutMs;
    while (this.isBusyBefore(deadlineMs) && Date.now() < deadlineMs) await sleep(5);
    return { isIdle: !this.isBusyBefore(deadlineMs), waitingForRetry: this.ground.timers.waiting };
  }

  private isBusyBefore(deadlineMs: number): boolean {
    return (
      this.attemptsRunning > 0 || this.queue.length > 0 || this.ground.timers.pendingBefore(deadlineMs) > 0
    );
  }

  /** The endpoint from the settings comes first; then those that were registered through the API. */
  private endpointsFor(provider: Provider, type: string): { url: string | null; secret: string }[] {
    const configured = ofSettings(this.ground, provider);
    const registered = this.ground.store.endpoints
      .all()
      .filter(
        (row) => row.provider === provider && !row.disabled && (row.filter_types?.includes(type) ?? true),
      );
    return configured.url === null && registered.length > 0 ? registered : [configured, ...registered];
  }

  private firstDelayMs(): number {
    const { delayMs, reorder } = this.ground.settings.webhooks;
    return delayMs + (reorder ? Math.random() * reorderSpreadMs : 0);
  }

  /** `retry` is the number of the attempt in its chain of retries; null is a single shot. */
  private schedule(id: string, delayMs: number, retry: number | null): void {
    this.ground.timers.after(delayMs, async () => {
      await this.slot();
      try {
        await this.attempt(id, retry);
      } finally {
        this.attemptsRunning -= 1;
        this.queue.shift()?.();
      }
    });
  }

  private async slot(): Promise<void> {
    if (this.attemptsRunning >= concurrentAttemptsMax)
      await new Promise<void>((resolve) => this.queue.push(resolve));
    this.attemptsRunning += 1;
  }

  private async attempt(id: string, retry: number | null): Promise<void> {
    const before = this.ground.store.deliveries.get(id);
    if (!before?.url) return;
    const attempt = await attemptDelivery(this.ground, before, before.url);
    // Another attempt of the same delivery, or a reset, may have happened meanwhile.
    const row = this.ground.store.deliveries.get(id);
    if (!row) return;
    const attempts = [...row.attempts, attempt];
    const isDelivered = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
    if (isDelivered) {
      this.save({ ...row, attempts, state: "delivered", next_attempt_at: null });
      return;
    }
    if (retry === null || row.state === "delivered") {
      this.save({ ...row, attempts });
      return;
    }
    const { retryScheduleMs, retrySpeed } = this.ground.settings.webhooks;
    const waitMs = retryScheduleMs[retry];
    if (waitMs === undefined) {
      this.save({ ...row, attempts, state: "failed", next_attempt_at: null });
      return;
    }
    const delayMs = waitMs / retrySpeed;
    this.save({ ...row, attempts, next_attempt_at: new Date(Date.now() + delayMs).toISOString() });
    this.schedule(id, delayMs, retry + 1);
  }

  private save(row: DeliveryRow): DeliveryRow {
    const { deliveries } = this.ground.store;
    deliveries.put(row.id, row);
    const oldest = deliveries.size > keptDeliveriesMax ? deliveries.oldest() : undefined;
    if (oldest && oldest.state !== "pending") deliveries.remove(oldest.id);
    return row;
  }
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
