import "server-only";
import { DiagLogLevel, diag } from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { v7 as uuidv7 } from "uuid";
import { log } from "../log";
import { watchProcess } from "../metrics";
import { perProcess } from "../per-process";
import { traceWith } from "../tracing";
import { registryProducer } from "./registry-producer";
import { spansOf } from "./spans";

/**
 * Posts traces and metrics by OpenTelemetry's protocol. Where to, and with which headers and sampler, its own variables
 * say (OTEL_EXPORTER_OTLP_ENDPOINT …). The provider is not made the global one: Next would then trace whole addresses of
 * requests, and those of sign-in links are secrets.
 */
export function startTelemetry(): void {
  perProcess("telemetry", () => {
    const trouble = () => log.warn("Traces or metrics could not be delivered");
    const ignore = () => undefined;
    diag.setLogger(
      { error: trouble, warn: ignore, info: ignore, debug: ignore, verbose: ignore },
      DiagLogLevel.ERROR,
    );
    const resource = defaultResource()
      .merge(resourceFromAttributes({ "service.name": "mailkit", "service.instance.id": uuidv7() }))
      .merge(detectResources({ detectors: [envDetector] }));
    const traces = new BasicTracerProvider({
      resource,
      spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
    });
    watchProcess();
    const meters = new MeterProvider({
      resource,
      readers: [
        new PeriodicExportingMetricReader({
          exporter: new OTLPMetricExporter(),
          metricProducers: [registryProducer],
          ...intervalFromEnv(),
        }),
      ],
    });
    traceWith(spansOf(traces, () => Promise.all([traces.forceFlush(), meters.forceFlush()])));
    return true;
  });
}

/** The reader itself does not know the variable that the specification has for this. */
function intervalFromEnv(): { exportIntervalMillis: number; exportTimeoutMillis: number } {
  const given = Number(process.env.OTEL_METRIC_EXPORT_INTERVAL);
  const exportIntervalMillis = given >= 100 ? given : 60_000;
  return { exportIntervalMillis, exportTimeoutMillis: Math.min(exportIntervalMillis, 10_000) };
}
