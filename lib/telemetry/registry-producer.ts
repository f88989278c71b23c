import "server-only";
import { type HrTime, ValueType } from "@opentelemetry/api";
import { emptyResource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from "@opentelemetry/sdk-metrics";
import type { MetricObjectWithValues, MetricValue, MetricValueWithName } from "prom-client";
import { refreshGauges } from "../gauges";
import { metrics } from "../metrics";

type Labels = MetricValue<string>["labels"];
type Registered = MetricObjectWithValues<MetricValueWithName<string>>;

const STARTED_AT = toHrTime(Date.now());

/** What is counted for Prometheus, in OpenTelemetry's form: things are counted once, whoever wants to know. */
export const registryProducer: MetricProducer = {
  collect: async () => {
    await refreshGauges();
    const registered: Registered[] = await metrics().registry.getMetricsAsJSON();
    const endTime = toHrTime(Date.now());
    return {
      resourceMetrics: {
        resource: emptyResource(),
        scopeMetrics: [
          { scope: { name: "mailkit" }, metrics: registered.map((metric) => toMetricData(metric, endTime)) },
        ],
      },
      errors: [],
    };
  },
};

/** Types of prom-client are the words that Prometheus itself uses. */
function toMetricData(metric: Registered, endTime: HrTime): MetricData {
  const { name, help, values } = metric;
  const common = {
    descriptor: { name, description: help, unit: "", valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  const point = <T>(labels: Labels, value: T) => ({
    startTime: STARTED_AT,
    endTime,
    attributes: labels as Record<string, string | number>,
    value,
  });
  const type = String(metric.type);
  if (type === "histogram")
    return {
      ...common,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints: [...groupsOf(values)].map((group) => point(group.labels, toHistogram(group))),
    };
  const dataPoints = values.map(({ labels, value }) => point(labels, value));
  if (type === "counter")
    return { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
  return { ...common, dataPointType: DataPointType.GAUGE, dataPoints };
}

interface Group {
  labels: Labels;
  values: MetricValueWithName<string>[];
}

/** The values of one histogram, by their labels apart from the bucket's. */
function groupsOf(values: readonly MetricValueWithName<string>[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const value of values) {
    const { le: _bucket, ...labels } = value.labels;
    const key = JSON.stringify(Object.entries(labels).sort());
    const group = groups.get(key) ?? { labels, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return groups.values();
}

/** Prometheus counts what is in a bucket and in all before it, OpenTelemetry what is in each. */
function toHistogram({ values }: Group) {
  const sum = values.find(({ metricName }) => metricName?.endsWith("_sum"))?.value ?? 0;
  const buckets = values.filter(({ labels }) => labels.le !== undefined);
  const cumulative = buckets.map(({ value }) => value);
  return {
    buckets: {
      boundaries: buckets.map(({ labels }) => Number(labels.le)).filter(Number.isFinite),
      counts: cumulative.map((count, index) => count - (cumulative[index - 1] ?? 0)),
    },
    sum,
    count: cumulative.at(-1) ?? 0,
  };
}

function toHrTime(ms: number): HrTime {
  return [Math.floor(ms / 1000), (ms % 1000) * 1_000_000];
}
