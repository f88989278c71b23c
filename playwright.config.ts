import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium";

/** Chromium refuses its own sandbox when it runs as root, as it does in containers. */
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./tests/support/e2e-setup.ts",
  workers: 2,
  fullyParallel: false,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: findChromium(), args },
    trace: "retain-on-failure",
  },
});
