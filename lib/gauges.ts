import "server-only";
import { readCaptureBacklog } from "./credits/capture-backlog";
import { log } from "./log";
import { metrics } from "./metrics";
import { perProcess } from "./per-process";
import { readBudget } from "./providers/line";
import { countOpenEmails } from "./sending/count-open-emails";
import { readQueueAge } from "./sending/queue-age";
import { readWebhookLag } from "./webhooks/lag";

/** However often it is asked, and by however many, the database is asked this often. */
const KEEP_MS = 5_000;
const PROVIDERS = ["dodo", "resend"] as const;
const LINE_STATES = ["ok", "waiting", "stopped"] as const;

const memory = () =>
  perProcess("gauges", () => ({ readAtMs: Number.NEGATIVE_INFINITY, reading: null as Promise<void> | null }));

/**
 * Brings the figures that are in the database up to date: the same on every instance. Never throws: while the database
 * is away `database_up` is 0 and the other figures are left out, because old ones would look like news.
 */
export async function refreshGauges(): Promise<void> {
  const state = memory();
  if (performance.now() - state.readAtMs < KEEP_MS) return;
  state.reading ??= readAll().finally(() => {
    state.readAtMs = performance.now();
    state.reading = null;
  });
  return state.reading;
}

async function readAll(): Promise<void> {
  const { databaseUp } = metrics();
  try {
    await Promise.all([
      readQueue(),
      readCaptures(),
      ...PROVIDERS.flatMap((one) => [readLag(one), readLine(one)]),
    ]);
    databaseUp.set(1);
  } catch (error) {
    log.warn("The figures of the database could not be read", { error });
    forget();
    databaseUp.set(0);
  }
}

function forget(): void {
  const { queued, oldestQueued, held, owed, owedCredits, oldestOwed, openCaptures, openCredits } = metrics();
  const { pending, oldestPending, budgetTokens, budgetSize, budgetRate, lineState } = metrics();
  for (const gauge of [queued, openCaptures, pending, oldestPending]) gauge.reset();
  for (const gauge of [budgetTokens, budgetSize, budgetRate, lineState]) gauge.reset();
  for (const gauge of [oldestQueued, held, owed, owedCredits, oldestOwed, openCredits]) gauge.remove();
}

async function readQueue(): Promise<void> {
  const [counts, age] = await Promise.all([countOpenEmails(), readQueueAge()]);
  metrics().queued.set({ status: "queued" }, counts.queued);
  metrics().queued.set({ status: "unresolved" }, counts.unresolved);
  metrics().oldestQueued.set(age);
}

async function readCaptures(): Promise<void> {
  const { held, open, owed } = await readCaptureBacklog();
  metrics().held.set(held);
  metrics().owedCredits.set(owed.credits);
  metrics().owed.set(owed.emails);
  metrics().oldestOwed.set(owed.oldestSeconds);
  metrics().openCaptures.set({ state: "under_way" }, open.underWay);
  metrics().openCaptures.set({ state: "parked" }, open.parked);
  metrics().openCredits.set(open.credits);
}

async function readLag(source: (typeof PROVIDERS)[number]): Promise<void> {
  const { pending, oldestSeconds } = await readWebhookLag(source);
  metrics().pending.set({ source }, pending);
  metrics().oldestPending.set({ source }, oldestSeconds);
}

async function readLine(provider: (typeof PROVIDERS)[number]): Promise<void> {
  const { line, tokens } = await readBudget(provider);
  const now = line.stoppedSince !== null ? "stopped" : line.pausedForMs > 0 ? "waiting" : "ok";
  metrics().budgetTokens.set({ provider }, Math.max(0, tokens));
  metrics().budgetSize.set({ provider }, line.burst);
  metrics().budgetRate.set({ provider }, line.perSecond);
  for (const state of LINE_STATES) metrics().lineState.set({ provider, state }, state === now ? 1 : 0);
}
