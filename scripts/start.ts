/** `npm start`: the built app on PORT (3000), as it runs in production. The app itself refuses a bad configuration. */
import { existsSync } from "node:fs";
import path from "node:path";
import { appCommand } from "./app-command";
import { loadEnvFiles, root } from "./env-files";
import { onStop } from "./on-stop";
import { ProcessGroup } from "./process-group";

/** A little more than the app gives itself. */
const STOP_WITHIN_MS = 25_000;

loadEnvFiles();
const dist = process.env.NEXT_DIST_DIR || ".next";
if (!existsSync(path.join(root, dist, "BUILD_ID"))) {
  console.error(
    `There is no build in ${dist}. Run \`npm run build\` first. (\`npm run dev\` needs none, and no configuration.)`,
  );
  process.exit(1);
}
const group = new ProcessGroup(() => process.exit(1));
onStop(() => void group.stop(STOP_WITHIN_MS).then(() => process.exit(0)));
await group.start({
  name: "The app",
  command: appCommand(process.env.PORT || "3000"),
  // The app finishes what it has begun before it ends (lib/engine/graceful-stop.ts); Next by itself does not wait for that.
  env: { NEXT_MANUAL_SIG_HANDLE: "true" },
});
