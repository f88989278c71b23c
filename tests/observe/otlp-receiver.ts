import { createServer, type Server } from "node:http";

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number };
}

interface SentSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: Attribute[];
}

interface SentMetric {
  name: string;
  sum?: { isMonotonic: boolean; dataPoints: { asDouble: number }[] };
  gauge?: { dataPoints: { asDouble: number }[] };
  histogram?: {
    dataPoints: { count: number | string; bucketCounts: (number | string)[]; explicitBounds: number[] }[];
  };
}

/** Takes what OpenTelemetry posts, over real HTTP, as a collector does. */
export class OtlpReceiver {
  /** Everything that came, as it came. */
  text = "";
  readonly spans: SentSpan[] = [];
  /** As they were told last, by their name. */
  readonly metrics = new Map<string, SentMetric>();
  readonly headers: (string | undefined)[] = [];
  private server: Server | undefined;

  async open(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        this.headers.push(request.headers["x-collector-key"] as string | undefined);
        this.take(request.url ?? "", Buffer.concat(chunks).toString());
        response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
    return `http://127.0.0.1:${address.port}`;
  }

  close(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private take(path: string, body: string): void {
    this.text += body;
    const parsed = JSON.parse(body);
    if (path === "/v1/traces")
      for (const { scopeSpans } of parsed.resourceSpans)
        for (const { spans } of scopeSpans) this.spans.push(...(spans as SentSpan[]));
    if (path === "/v1/metrics")
      for (const { scopeMetrics } of parsed.resourceMetrics)
        for (const { metrics } of scopeMetrics)
          for (const metric of metrics as SentMetric[]) this.metrics.set(metric.name, metric);
  }
}

/** A fact of a span, by its OpenTelemetry name. */
export function attribute(span: SentSpan | undefined, key: string): string | number | undefined {
  const value = span?.attributes.find((one) => one.key === key)?.value;
  return value?.stringValue ?? value?.intValue ?? value?.doubleValue;
}
