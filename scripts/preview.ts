/** `npm run preview`: like `npm run dev`, but with the app as it runs in production. */
import { spawnSync } from "node:child_process";
import { root } from "./env-files";
import { runStack } from "./run-stack";

const built = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
  cwd: root,
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  stdio: "inherit",
});
if (built.status !== 0) process.exit(built.status ?? 1);
await runStack("start");
