import "server-only";
import { ROOT_CONTEXT, type Span as SdkSpan, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import { log } from "../log";
import type { Span, SpanFacts, SpanName, Tracer } from "../tracing";

const KINDS: Record<SpanName, SpanKind> = {
  request: SpanKind.SERVER,
  accept: SpanKind.INTERNAL,
  dispatch: SpanKind.CLIENT,
  capture: SpanKind.CLIENT,
};

/** As OpenTelemetry names them where it has a name. What is not in this list is not written. */
const ATTRIBUTES: Record<keyof SpanFacts, string> = {
  requestId: "mailkit.request_id",
  customerId: "mailkit.customer_id",
  emailId: "mailkit.email_id",
  dispatchId: "mailkit.dispatch_id",
  captureId: "mailkit.capture_id",
  route: "http.route",
  method: "http.request.method",
  status: "http.response.status_code",
  emails: "mailkit.emails",
  credits: "mailkit.credits",
  attempt: "mailkit.attempt",
  outcome: "mailkit.outcome",
};

/** Our spans, made by OpenTelemetry's SDK. */
export function spansOf(provider: BasicTracerProvider, handOver: () => Promise<unknown>): Tracer {
  const tracer = provider.getTracer("mailkit");
  const sdkSpans = new WeakMap<Span, SdkSpan>();
  return {
    begin: (name, facts, parent) => {
      const above = parent && sdkSpans.get(parent);
      const context = above ? trace.setSpan(ROOT_CONTEXT, above) : ROOT_CONTEXT;
      const sdkSpan = tracer.startSpan(name, { kind: KINDS[name], attributes: toAttributes(facts) }, context);
      const span: Span = {
        note: (more) => void sdkSpan.setAttributes(toAttributes(more)),
        end: (hasFailed) => {
          if (hasFailed) sdkSpan.setStatus({ code: SpanStatusCode.ERROR });
          sdkSpan.end();
        },
      };
      sdkSpans.set(span, sdkSpan);
      return span;
    },
    flush: async () => {
      await handOver().catch(() => log.warn("The last traces and metrics could not be delivered"));
    },
  };
}

function toAttributes(facts: SpanFacts): Record<string, string | number> {
  const attributes: Record<string, string | number> = {};
  for (const [fact, name] of Object.entries(ATTRIBUTES)) {
    const value = facts[fact as keyof SpanFacts];
    if (value !== undefined) attributes[name] = value;
  }
  return attributes;
}
