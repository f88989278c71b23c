import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { perProcess } from "./per-process";

/**
 * What a span may say of its work: ids, counts and outcomes. No address, subject, body or key has a place here, so none
 * can leave by this way.
 */
export interface SpanFacts {
  requestId?: string;
  customerId?: string;
  emailId?: string;
  dispatchId?: string;
  captureId?: string;
  route?: string;
  method?: string;
  status?: number;
  emails?: number;
  credits?: number;
  attempt?: number;
  outcome?: string;
}

export type SpanName = "request" | "accept" | "dispatch" | "capture";

/** A span that has begun. */
export interface Span {
  note(facts: SpanFacts): void;
  end(hasFailed: boolean): void;
}

/** Where spans go. The parent is whatever span the same tracer began around it. */
export interface Tracer {
  begin(name: SpanName, facts: SpanFacts, parent: Span | undefined): Span;
  /** Hands over what is finished. Never throws. */
  flush(): Promise<void>;
}

const tracing = () =>
  perProcess("tracing", () => ({ tracer: null as Tracer | null, current: new AsyncLocalStorage<Span>() }));

/** From now on spans are made. Without this call tracing costs nothing. */
export function traceWith(tracer: Tracer): void {
  tracing().tracer = tracer;
}

/** Hands over what is finished, before the process ends. */
export async function flushTraces(): Promise<void> {
  await tracing().tracer?.flush();
}

const NOWHERE: Span = { note: () => undefined, end: () => undefined };

/** Does `work` in a span, which it may add facts to. Errors are thrown on, and marked without their words. */
export async function traced<T>(
  name: SpanName,
  facts: SpanFacts,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const { tracer, current } = tracing();
  if (!tracer) return work(NOWHERE);
  const span = tracer.begin(name, facts, current.getStore());
  let hasFailed = true;
  try {
    const result = await current.run(span, () => work(span));
    hasFailed = false;
    return result;
  } finally {
    span.end(hasFailed);
  }
}
