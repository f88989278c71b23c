import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { untilSettled } from "../sending/ledgers";
import { buyTopup } from "../support/buy";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { attribute, OtlpReceiver } from "./otlp-receiver";

const PRINT_LOADED = { NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "print-loaded.mjs")}` };
const email = {
  to: "canary-recipient@mailbox.dev",
  subject: "canary-subject",
  text: "canary-body",
  headers: { "X-Canary": "canary-header" },
};

const collector = new OtlpReceiver();
let stack: Stack;
let ada: Session;
beforeAll(async () => {
  const endpoint = await collector.open();
  const watched = {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: "x-collector-key=canary-collector",
    OTEL_BSP_SCHEDULE_DELAY: "200",
    OTEL_METRIC_EXPORT_INTERVAL: "500",
  };
  stack = await startStack({ instances: 2, env: PRINT_LOADED, instanceEnv: [watched] });
  ada = await signIn(stack, "canary-customer@mailbox.dev");
  await buyTopup(ada, stack);
  // It would take some of the work, and tell nobody.
  await stack.kill(1);
});
afterAll(async () => {
  collector.close();
  await stack?.stop();
});

const spanOf = (name: string, key: string, value: unknown) =>
  waitFor(() => collector.spans.find((span) => span.name === name && attribute(span, key) === value), {
    what: `a span ${name} with ${key}`,
  });

it("request, accept, dispatch and capture are spans that ids join, and nothing of the email or its people leaves", async () => {
  const answer = await ada.post("/api/send", email, { "Idempotency-Key": "canary-key" });
  expect(answer.status).toBe(200);
  await untilSettled(stack);
  const { rows } = await stack.db.query(
    "select customer_id, id, dispatch_id, capture_id from emails where subject = $1",
    [email.subject],
  );
  const [row] = rows;
  const request = await spanOf("request", "mailkit.request_id", answer.headers.get("X-Request-Id"));
  expect(attribute(request, "http.route")).toBe("/api/send");
  expect(Number(attribute(request, "http.response.status_code"))).toBe(200);
  expect(attribute(request, "mailkit.customer_id")).toBe(row.customer_id);
  const accept = await spanOf("accept", "mailkit.email_id", row.id);
  expect([accept.traceId, accept.parentSpanId]).toEqual([request.traceId, request.spanId]);
  expect(attribute(await spanOf("dispatch", "mailkit.dispatch_id", row.dispatch_id), "mailkit.outcome")).toBe(
    "settled",
  );
  expect(attribute(await spanOf("capture", "mailkit.capture_id", row.capture_id), "mailkit.outcome")).toBe(
    "captured",
  );
  // A link's token and address are in the query of a request that Next itself would trace.
  await fetch(`${stack.baseUrl}/signin/confirm?token=canary-token&email=canary-customer@mailbox.dev`);
  await ada.fetch("/api/emails?search=canary-query");
  await spanOf("request", "http.route", "/api/emails");
  expect(collector.text).not.toContain("canary");
  expect(new Set(collector.headers)).toEqual(new Set(["canary-collector"]));
});

it("figures are told as Prometheus reads them", async () => {
  // The email, and MailKit's own receipt of the top-up.
  const sent = await waitFor(
    () => {
      const sum = collector.metrics.get("mailkit_emails_settled_total")?.sum;
      return sum?.dataPoints[0]?.asDouble === 2 ? sum : null;
    },
    { what: "a figure" },
  );
  expect(sent).toMatchObject({ isMonotonic: true, dataPoints: [expect.anything()] });
  const [point] = collector.metrics.get("mailkit_dispatch_duration_seconds")?.histogram?.dataPoints ?? [];
  expect(point?.bucketCounts).toHaveLength((point?.explicitBounds.length ?? 0) + 1);
  expect(point?.bucketCounts.reduce((sum: number, count) => sum + Number(count), 0)).toBe(
    Number(point?.count),
  );
  expect(collector.metrics.get("mailkit_database_up")?.gauge?.dataPoints[0]?.asDouble).toBe(1);
});

it("what was not told yet is told before a process ends", async () => {
  await stack.restart(0, { OTEL_BSP_SCHEDULE_DELAY: "600000" });
  const before = collector.spans.length;
  const id = (await ada.fetch("/api/credits")).headers.get("X-Request-Id");
  expect(collector.spans).toHaveLength(before);
  stack.signal(0, "SIGTERM");
  await waitFor(() => stack.hasEnded(0), { timeoutMs: 25_000, what: "the process to end" });
  await spanOf("request", "mailkit.request_id", id);
});

it("without an address nothing of it is loaded", () => {
  expect(stack.logs(0)).toContain("loaded @opentelemetry/sdk-trace-base");
  // The metrics' package knows the API by name, and no more than that.
  const loaded = stack.logs(1).match(/loaded @opentelemetry\/[a-z-]+/g) ?? [];
  expect(loaded.filter((line) => line !== "loaded @opentelemetry/api")).toEqual([]);
});
