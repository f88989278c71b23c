import { serve } from "@hono/node-server";
import { sandboxApp } from "./app";
import { readConfig } from "./config";
import { runDueWork } from "./due";
import { resumeDeliveries } from "./resend/delivery";
import { Sandbox } from "./sandbox";

/** Providers keep idle connections for minutes. Node's 5 seconds would cut off a process that stalls for longer. */
const IDLE_CONNECTION_MS = 120_000;

/** Renewals and expiries that fall due while nobody calls. */
const dueWorkEveryMs = 500;

function main(): void {
  const config = readConfig(process.env);
  const sandbox = new Sandbox(config);
  sandbox.webhooks.resume();
  resumeDeliveries(sandbox);
  const dueWork = setInterval(() => runDueWork(sandbox), dueWorkEveryMs);

  const app = sandboxApp(sandbox);
  const { SANDBOX_HOST: hostname, SANDBOX_PORT: port } = config;
  const server = serve(
    { fetch: app.fetch, hostname, port, serverOptions: { keepAliveTimeout: IDLE_CONNECTION_MS } },
    (address) => {
      // The only line on stdout: whoever starts the sandbox reads the port from it.
      console.log(`sandbox listening on http://${hostname}:${address.port}`);
    },
  );
  server.on("error", (error) => {
    console.error(`The sandbox cannot listen: ${error.message}`);
    process.exit(1);
  });

  const stop = (): void => {
    clearInterval(dueWork);
    sandbox.timers.clear();
    sandbox.store.flush();
    server.close(() => process.exit(0));
    if ("closeAllConnections" in server) server.closeAllConnections();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
