import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { database, transaction } from "../db/client";
import { providerLines } from "../db/schema/operations";
import { now } from "../db/time";
import { perProcess } from "../per-process";
import { BUDGETS, type KnownLimit, type Provider, SLOW_STEP_MS, SLOW_STEPS_MAX } from "./limits";

/** How a provider's line stands. Budgets are the learned or documented ones, before the line is slowed down. */
export interface Line extends KnownLimit {
  pausedForMs: number;
  pausedUntil: Date | null;
  pausedReason: string | null;
  /** Not null: only an operator can mend it. */
  stoppedSince: Date | null;
  stoppedForMs: number;
}

const { burst, learnedUntil, pausedReason, pausedUntil, perSecond, slowedUntil, stoppedSince } =
  providerLines;

const isLearned = sql`(${perSecond} is not null and coalesce(${learnedUntil} > ${now}, true))`;
const msBetween = (from: SQL | typeof stoppedSince, to: SQL | typeof stoppedSince) =>
  sql<number>`greatest(0, coalesce(extract(epoch from (${to} - ${from})) * 1000, 0))::float8`;
const slowness = sql`power(0.5, least(${SLOW_STEPS_MAX}, ceil(${msBetween(now, sql`${slowedUntil}`)} / ${SLOW_STEP_MS})))::float8`;

const knownBurst = (provider: Provider) =>
  sql<number>`(case when ${isLearned} then ${burst} else ${BUDGETS[provider].burst}::float8 end)`;
const knownPerSecond = (provider: Provider) =>
  sql<number>`(case when ${isLearned} then ${perSecond} else ${BUDGETS[provider].perSecond}::float8 end)`;

/** The bucket as it is at this moment, in SQL: its size, and how fast it fills. */
export function bucketOf(provider: Provider): { burst: SQL<number>; perSecond: SQL<number> } {
  return {
    burst: sql`greatest(1, ${knownBurst(provider)} * ${slowness})`,
    perSecond: sql`(${knownPerSecond(provider)} * ${slowness})`,
  };
}

/** The columns of a Line, to select or to return from an update. */
export function lineColumns(provider: Provider) {
  return {
    burst: knownBurst(provider).mapWith(Number),
    perSecond: knownPerSecond(provider).mapWith(Number),
    slowedForMs: msBetween(now, sql`${slowedUntil}`).mapWith(Number),
    pausedForMs: msBetween(now, sql`${pausedUntil}`).mapWith(Number),
    pausedUntil,
    pausedReason,
    stoppedSince,
    stoppedForMs: msBetween(sql`${stoppedSince}`, now).mapWith(Number),
  };
}

interface Remembered {
  line: Line;
  atMs: number;
}

const memory = () => perProcess("provider-lines", () => new Map<Provider, Remembered>());

/** Every look at a row is remembered, so that answers that teach nothing new need no further look. */
export function rememberLine(provider: Provider, line: Line): void {
  memory().set(provider, { line, atMs: performance.now() });
}

/** The line as this process saw it last, which is not before its last permit; null if it never looked. */
export function rememberedLine(provider: Provider): Line | null {
  const remembered = memory().get(provider);
  if (!remembered) return null;
  const { line, atMs } = remembered;
  const agoMs = performance.now() - atMs;
  return {
    ...line,
    slowedForMs: Math.max(0, line.slowedForMs - agoMs),
    pausedForMs: Math.max(0, line.pausedForMs - agoMs),
    stoppedForMs: line.stoppedForMs + agoMs,
  };
}

/** The line as it is. */
export async function readLine(provider: Provider): Promise<Line> {
  const [line] = await database()
    .select(lineColumns(provider))
    .from(providerLines)
    .where(eq(providerLines.provider, provider));
  if (!line) throw missingLine(provider);
  rememberLine(provider, line);
  return line;
}

/** What to set in a row. */
export type LineChange = PgUpdateSetSource<typeof providerLines>;

/**
 * Decides on the locked row, so that of several instances that hear the same news one writes it. Returns the line as it
 * was before the change; null if there was none.
 */
export async function changeLine(
  provider: Provider,
  decide: (line: Line) => LineChange | null,
): Promise<Line | null> {
  const isThis = eq(providerLines.provider, provider);
  return transaction(async (tx) => {
    const [before] = await tx.select(lineColumns(provider)).from(providerLines).where(isThis).for("update");
    if (!before) throw missingLine(provider);
    const change = decide(before);
    const [after] = change
      ? await tx.update(providerLines).set(change).where(isThis).returning(lineColumns(provider))
      : [before];
    if (after) rememberLine(provider, after);
    return change && before;
  });
}

function missingLine(provider: Provider): Error {
  return new Error(`The row of ${provider} is missing in provider_lines`);
}
