import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { metrics } from "@/lib/metrics";
import { root } from "@/scripts/env-files";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const rules = read("deploy/prometheus-rules.yml");
const runbook = read("docs/runbook.md");

it("alerts, the runbook and the page on scaling name only figures that there are", () => {
  const known = new Set(
    metrics()
      .registry.getMetricsAsArray()
      .map(({ name }) => name),
  );
  const named = `${rules} ${runbook} ${read("docs/scaling.md")}`.match(/mailkit_[a-z_]+[a-z]/g) ?? [];
  const figures = new Set(named.map((name) => name.replace(/_(count|sum|bucket)$/, "")));
  // Not figures: a tag of emails, metadata of debits.
  const others = [...figures].filter((name) => !/^mailkit_(id|customer|capture_id)$/.test(name));
  expect(others.length).toBeGreaterThan(8);
  expect(others.filter((name) => !known.has(name))).toEqual([]);
});

it("the runbook says of every alert what to do", () => {
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = ""]) => name);
  expect(alerts.length).toBeGreaterThan(10);
  expect(alerts.filter((name) => !runbook.includes(`\`${name}\``))).toEqual([]);
});
