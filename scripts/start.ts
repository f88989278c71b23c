/** `npm start`: the built app on PORT (3000), as it runs in production. The app itself refuses a bad configuration. */
import { loadEnvFiles } from "./env-files";
import { onStop } from "./on-stop";
import { ProcessGroup } from "./process-group";

loadEnvFiles();
const group = new ProcessGroup(() => process.exit(1));
onStop(() => void group.stop().then(() => process.exit(0)));
await group.start({
  name: "The app",
  command: ["node_modules/next/dist/bin/next", "start", "-p", process.env.PORT || "3000"],
});
