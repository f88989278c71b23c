import { z } from "zod";
import type { Provider } from "./entities";
import { seededRandom } from "./seeded-random";

const faultKinds = [
  /** Answers `status` without doing the work. */
  "status",
  /** Does the work, then answers `status`. */
  "status_after",
  /** Resets the connection without, or after, doing the work. */
  "reset_before",
  "reset_after",
  /** Stays silent for `delayMs` (for ever, if absent), then resets; without, or after, doing the work. */
  "timeout_before",
  "timeout_after",
  /** Stays silent until the caller gives up. The work is not done. */
  "hang",
  /** Waits for `delayMs`, then works as usual: a request that arrives late. */
  "slow",
  /** A proxy's page instead of JSON. The work is not done. */
  "html_502",
  /** 200 without a body. The work is not done. */
  "empty_200",
  /** Does the work and answers 200 with broken JSON. */
  "malformed",
  /** Does the work and cuts the connection in the middle of the answer. */
  "half_body",
  /** 302 to a page that answers 200 with an unrelated object. The work is not done. */
  "redirect",
  /** Sends SIGKILL to `pid` without doing the work, or after it but before a byte of the answer is written. */
  "kill_before",
  "kill_after",
] as const;

export const faultSchema = z.strictObject({
  target: z.enum(["dodo", "resend"]),
  kind: z.enum(faultKinds),
  /** Matched without regard to case. Absent: any. */
  method: z.string().optional(),
  /** A regular expression for the path behind the mount point. Absent: any. */
  path: z.string().optional(),
  times: z.number().int().positive().default(1),
  /** The share of matching requests that it strikes, chosen by `seed`. The others pass on to the next fault. */
  share: z.number().min(0).max(1).default(1),
  seed: z.number().int().min(0).default(1),
  status: z.number().int().min(200).max(599).optional(),
  /** The `code` (Dodo) or `name` (Resend) in the body of a status fault. */
  code: z.string().optional(),
  /** The `message` in the body of a status fault. */
  message: z.string().optional(),
  /** Seconds for a Retry-After header on a status fault. */
  retryAfter: z.number().min(0).optional(),
  delayMs: z.number().min(0).optional(),
  pid: z.number().int().positive().optional(),
});

export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

export interface FiredFault {
  at: string;
  target: Provider;
  kind: Fault["kind"];
  method: string;
  path: string;
}

interface QueuedFault {
  fault: Fault;
  random: () => number;
}

/** Scripted faults, used up in the order in which they were queued by the requests that match them. */
export class Faults {
  private queue: QueuedFault[] = [];
  private fired: FiredFault[] = [];

  add(fault: Fault): void {
    this.queue.push({ fault: { ...fault }, random: seededRandom(fault.seed) });
  }

  take(target: Provider, method: string, path: string): Fault | null {
    const struck = this.queue.find(
      ({ fault, random }) =>
        fault.target === target &&
        (!fault.method || fault.method.toUpperCase() === method) &&
        (!fault.path || new RegExp(fault.path).test(path)) &&
        random() < fault.share,
    );
    if (!struck) return null;
    const { fault } = struck;
    fault.times -= 1;
    this.queue = this.queue.filter((queued) => queued.fault.times > 0);
    this.fired.push({ at: new Date().toISOString(), target, kind: fault.kind, method, path });
    return fault;
  }

  list(): { remaining: Fault[]; fired: FiredFault[] } {
    return { remaining: this.queue.map(({ fault }) => fault), fired: this.fired };
  }

  clear(): void {
    this.queue = [];
    this.fired = [];
  }
}
