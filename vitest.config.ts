import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const resolve = {
  alias: {
    "@": root,
    // Outside of Next there is no browser to keep this code from.
    "server-only": path.join(root, "tests/support/empty.ts"),
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["tests/**/*.unit.test.ts"],
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: "integration",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.unit.test.ts"],
          globalSetup: "tests/support/global-setup.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: "forks",
          sequence: { groupOrder: 2 },
          // Each file runs a sandbox and one or more instances of the app, and waits for them most of the time.
          maxWorkers: 5,
        },
      },
      {
        resolve,
        test: {
          name: "soak",
          include: ["tests/soak/**/*.soak.ts"],
          globalSetup: "tests/support/global-setup.ts",
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
          pool: "forks",
          sequence: { groupOrder: 3 },
          // Two instances under load are enough for a small machine, and the figures they print are then their own.
          maxWorkers: 1,
        },
      },
    ],
  },
});
