import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium";

/** Chromium refuses its own sandbox when it runs as root, as it does in containers. */
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./tests/support/global-setup.ts",
  workers: 3,
  fullyParallel: false,
  timeout: 120_000,
  // A page shows what it shows within a polling interval or two, and a busy machine takes its time.
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: findChromium(), args },
    // Traces cost a third of the time; `--trace on` makes them when one is needed.
    screenshot: "only-on-failure",
  },
});
