/**
 * `npm test`: unit tests, the production build, tests against that build, and tests in a browser.
 * `npm test -- unit`, `-- integration` or `-- e2e` runs one of them. `npm run test:soak` runs the long proofs, which take
 * about an hour and are part of no other run. The last line is `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { testBuild } from "@/tests/support/build";
import { ensureChromium } from "./chromium";
import { root } from "./env-files";

const REPORTS = path.join(root, "test-results");
const VITEST = "node_modules/vitest/vitest.mjs";
const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";

interface Totals {
  passed: number;
  failed: number;
}

type Suite = "unit" | "integration" | "e2e" | "soak";
const SUITES: Record<Suite, () => Promise<Totals>> = {
  unit: () => vitest("unit"),
  integration: () => vitest("integration"),
  e2e: playwright,
  soak: () => vitest("soak"),
};
/** What runs only when it is asked for by name. */
const ON_REQUEST: Suite[] = ["soak"];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(", ")}. There are: ${Object.keys(SUITES).join(", ")}.`);
  process.exit(1);
}

const totals: Totals = { passed: 0, failed: 0 };
for (const suite of Object.keys(SUITES) as Suite[]) {
  if (wanted.length > 0 ? !wanted.includes(suite) : ON_REQUEST.includes(suite)) continue;
  console.log(`\n── ${suite} ──`);
  const { passed, failed } = await SUITES[suite]().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  // A suite in which nothing ran proves nothing.
  const isEmpty = passed + failed === 0;
  if (isEmpty) console.error(`No ${suite} test ran.`);
  totals.passed += passed;
  totals.failed += isEmpty ? 1 : failed;
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

async function vitest(project: Exclude<Suite, "e2e">): Promise<Totals> {
  if (project !== "unit") testBuild();
  const report = reportFile(project);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await run([VITEST, "run", "--project", project, ...reporters]);
  const result = read<{ numPassedTests: number; numFailedTests: number; numFailedTestSuites: number }>(
    report,
  );
  if (!result) return { passed: 0, failed: 1 };
  return settle({ passed: result.numPassedTests, failed: result.numFailedTests }, code);
}

async function playwright(): Promise<Totals> {
  testBuild();
  ensureChromium();
  const report = reportFile("e2e");
  const code = await run([PLAYWRIGHT, "test"]);
  const result = read<{ stats: { expected: number; unexpected: number; flaky: number } }>(report);
  if (!result) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = result.stats;
  return settle({ passed: expected, failed: unexpected + flaky }, code);
}

/** A runner that fails without a failed test (a file that can't be loaded, an uncaught error) counts as one failure. */
function settle({ passed, failed }: Totals, code: number): Totals {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function reportFile(name: string): string {
  mkdirSync(REPORTS, { recursive: true });
  const file = path.join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

function read<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}

/** Runs a tool with its output on the terminal. Returns its exit code. */
function run(command: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
