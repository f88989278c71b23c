import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type Call, call } from "./http";

/** Makes the n-th request of a run. */
export type MakeCall = (n: number) => Call;

export interface Sample extends Answer {
  /** When the answer was there, by `performance.now()`. */
  endedAt: number;
}

export interface LoadRun {
  samples: Sample[];
  startedAt: number;
  /** When the last request was made; answers may come later. */
  stoppedAt: number;
}

/** `callers` that each wait for an answer before they ask again, until `ms` have passed. */
export async function closedLoop(callers: number, ms: number, make: MakeCall): Promise<LoadRun> {
  const samples: Sample[] = [];
  const startedAt = performance.now();
  const stoppedAt = startedAt + ms;
  let next = 0;
  const work = async () => {
    while (performance.now() < stoppedAt) samples.push(sampled(await call(make(next++))));
  };
  await Promise.all(Array.from({ length: callers }, work));
  return { samples, startedAt, stoppedAt };
}

/**
 * `perSecond` requests for `ms`, whether or not earlier ones were answered. A request's time counts from the moment
 * that it was due, so that a generator that falls behind makes the figures worse and not better.
 */
export async function openLoop(perSecond: number, ms: number, make: MakeCall): Promise<LoadRun> {
  const pending: Promise<Sample>[] = [];
  const startedAt = performance.now();
  const total = Math.floor((perSecond * ms) / 1000);
  for (let n = 0; n < total; n++) {
    const dueAt = startedAt + (n * 1000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    pending.push(
      call(make(n)).then((answer) => {
        const endedAt = performance.now();
        return { ...answer, endedAt, durationMs: endedAt - dueAt };
      }),
    );
  }
  const stoppedAt = performance.now();
  return { samples: await Promise.all(pending), startedAt, stoppedAt };
}

/** One caller and `count` requests, each begun `everyMs` after the one before, or once that one is answered. */
export async function paced(count: number, everyMs: number, make: MakeCall): Promise<LoadRun> {
  const samples: Sample[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < count; n++) {
    const waitMs = startedAt + n * everyMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    samples.push(sampled(await call(make(n))));
  }
  return { samples, startedAt, stoppedAt: performance.now() };
}

export const durations = (samples: readonly Sample[]): number[] =>
  samples.map(({ durationMs }) => durationMs);

const sampled = (answer: Answer): Sample => ({ ...answer, endedAt: performance.now() });
