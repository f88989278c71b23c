/** What the runners wrote about a run, as JSON, in the one form that `npm test` speaks of at its end. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./env-files";

export interface Report {
  passed: number;
  failures: Failure[];
  /** How long each file took, in seconds. */
  files: { file: string; seconds: number }[];
}

export interface Failure {
  file: string;
  name: string;
  message: string;
}

/** Enough to see what was expected and what was there; the whole of it is further up in the output. */
const MESSAGE_LINES_MAX = 14;
const LINE_CHARS_MAX = 240;
const SLOWEST_SHOWN = 10;

interface VitestFile {
  name: string;
  message: string;
  status: string;
  startTime: number;
  endTime: number;
  assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
}

/** Reads a report of Vitest; null if there is none. A file that could not be loaded is one failure. */
export function readVitest(file: string): Report | null {
  const result = read<{ numPassedTests: number; testResults: VitestFile[] }>(file);
  if (!result) return null;
  const failures = result.testResults.flatMap(({ name, message, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const tests = failed.map(({ fullName, failureMessages }) => ({
      file: relative(name),
      name: fullName,
      message: failureMessages?.join("\n") ?? "",
    }));
    const isUnexplained = status === "failed" && tests.length === 0;
    return isUnexplained ? [{ file: relative(name), name: "the file as a whole", message }] : tests;
  });
  const files = result.testResults.map(({ name, startTime, endTime }) => ({
    file: relative(name),
    seconds: (endTime - startTime) / 1000,
  }));
  return { passed: result.numPassedTests, failures, files };
}

interface PlaywrightSuite {
  file: string;
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    tests: {
      status: "expected" | "unexpected" | "flaky" | "skipped";
      results: { duration: number; errors: { message?: string }[] }[];
    }[];
  }[];
}

/** Reads a report of Playwright; null if there is none. A test that passed at its second try has failed. */
export function readPlaywright(file: string): Report | null {
  const result = read<{
    stats: { expected: number };
    suites: PlaywrightSuite[];
    errors: { message?: string }[];
  }>(file);
  if (!result) return null;
  const report: Report = { passed: result.stats.expected, failures: [], files: [] };
  for (const { message } of result.errors)
    report.failures.push({ file: "tests/e2e", name: "the run as a whole", message: message ?? "" });
  for (const suite of result.suites) {
    let seconds = 0;
    for (const { title, tests } of suite.specs.concat(inner(suite)))
      for (const { status, results } of tests) {
        seconds += results.reduce((sum, { duration }) => sum + duration, 0) / 1000;
        if (status !== "unexpected" && status !== "flaky") continue;
        const message = results
          .flatMap(({ errors }) => errors.map((error) => error.message ?? ""))
          .join("\n");
        report.failures.push({ file: `tests/e2e/${suite.file}`, name: title, message });
      }
    report.files.push({ file: `tests/e2e/${suite.file}`, seconds });
  }
  return report;
}

function inner(suite: PlaywrightSuite): PlaywrightSuite["specs"] {
  return (suite.suites ?? []).flatMap((child) => child.specs.concat(inner(child)));
}

/** The end of a run, for whoever sees only that: which files took longest, and what failed, and why. */
export function printEnd(reports: readonly Report[]): void {
  const slowest = reports.flatMap(({ files }) => files).sort((a, b) => b.seconds - a.seconds);
  console.log(`\nSlowest files: ${slowest.slice(0, SLOWEST_SHOWN).map(describe).join(", ")}`);
  for (const { file, name, message } of reports.flatMap(({ failures }) => failures)) {
    const lines = stripVTControlCharacters(message).split("\n").slice(0, MESSAGE_LINES_MAX);
    console.log(`\nFAILED ${file} › ${name}`);
    for (const line of lines) console.log(`  ${line.slice(0, LINE_CHARS_MAX)}`);
  }
}

function describe({ file, seconds }: Report["files"][number]): string {
  return `${file} ${Math.round(seconds)} s`;
}

function relative(file: string): string {
  return path.relative(root, file);
}

function read<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}
