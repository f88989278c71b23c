/**
 * `npm test`: unit tests, the production build, tests against that build, and tests in a browser.
 * `npm test -- unit`, `-- integration` or `-- e2e` runs one of them. `npm run test:soak` runs the long proofs, which take
 * about an hour and are part of no other run. The last line is `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureChromium } from "./chromium";
import { root } from "./env-files";
import { testBuild } from "./test-build";
import { printEnd, type Report, readPlaywright, readVitest } from "./test-report";

const REPORTS = path.join(root, "test-results");
const VITEST = "node_modules/vitest/vitest.mjs";
const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";

type Suite = "unit" | "integration" | "e2e" | "soak";
const SUITES: Record<Suite, () => Promise<Report>> = {
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

const reports: Report[] = [];
for (const suite of Object.keys(SUITES) as Suite[]) {
  if (wanted.length > 0 ? !wanted.includes(suite) : ON_REQUEST.includes(suite)) continue;
  console.log(`\n── ${suite} ──`);
  const report = await SUITES[suite]().catch((error: unknown) => broken(suite, String(error)));
  // A suite in which nothing ran proves nothing.
  const isEmpty = report.passed + report.failures.length === 0;
  reports.push(isEmpty ? broken(suite, "No test ran.") : report);
}
printEnd(reports);
const passed = reports.reduce((sum, report) => sum + report.passed, 0);
const failed = reports.reduce((sum, report) => sum + report.failures.length, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function vitest(project: Exclude<Suite, "e2e">): Promise<Report> {
  if (project !== "unit") testBuild();
  const file = reportFile(project);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run([VITEST, "run", "--project", project, ...reporters]);
  return settle(project, readVitest(file), code);
}

async function playwright(): Promise<Report> {
  testBuild();
  ensureChromium();
  const file = reportFile("e2e");
  const code = await run([PLAYWRIGHT, "test"]);
  return settle("e2e", readPlaywright(file), code);
}

/** A runner that fails without a failed test (an uncaught error, a report that is missing) counts as one failure. */
function settle(suite: Suite, report: Report | null, code: number): Report {
  const why = `Its runner ended with code ${code}; its output is further up.`;
  if (!report) return broken(suite, why);
  if (code === 0 || report.failures.length > 0) return report;
  return { ...report, failures: broken(suite, why).failures };
}

function broken(suite: Suite, message: string): Report {
  return {
    passed: 0,
    failures: [{ file: "tests", name: `the ${suite} suite as a whole`, message }],
    files: [],
  };
}

function reportFile(name: string): string {
  mkdirSync(REPORTS, { recursive: true });
  const file = path.join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** Runs a tool with its output on the terminal. Returns its exit code. */
function run(command: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
