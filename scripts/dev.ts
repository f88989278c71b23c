/** `npm run dev`: database, sandbox and app for development, with nothing to configure. */
import { runStack } from "./run-stack";

await runStack("dev");
