import path from "node:path";
import { applyMigrations } from "@/lib/db/migrate";
import { appCommand } from "./app-command";
import { loadEnvFiles } from "./env-files";
import { isPortFree } from "./free-port";
import { onStop } from "./on-stop";
import { ensurePostgres, type Postgres } from "./postgres";
import { ProcessGroup } from "./process-group";
import { developmentData, planStack, type StackPlan } from "./stack-env";

const ANSWER_POLL_MS = 300;

/**
 * Starts everything that the app needs and `.env` does not name, then the app itself (`next dev` or `next start`),
 * prints where to go, and stays until Ctrl-C or until one part ends.
 */
export async function runStack(mode: "dev" | "start"): Promise<void> {
  loadEnvFiles();
  const plan = planStack(process.env, developmentData);
  await requireFreePorts(plan);
  let postgres: Postgres | undefined;
  let isEnding = false;
  const end = (code: number) => {
    if (isEnding) return;
    isEnding = true;
    void group
      .stop()
      .then(() => postgres?.stop())
      .then(() => process.exit(code));
  };
  const group = new ProcessGroup((message) => {
    console.error(`\n${message}`);
    end(1);
  });
  onStop(() => end(0));
  try {
    if (plan.needsPostgres) {
      postgres = await ensurePostgres({ directory: path.join(developmentData, "postgres") });
      plan.app.DATABASE_URL = postgres.url;
    }
    for (const name of await applyMigrations(plan.app.DATABASE_URL ?? ""))
      console.log(`database: applied ${name}`);
    if (plan.sandboxFor.dodo || plan.sandboxFor.resend)
      await group.start({
        name: "The sandbox",
        command: ["--import", "tsx", "sandbox/main.ts"],
        env: plan.sandbox,
        prefix: "sandbox: ",
        readyWhen: /sandbox listening on/,
      });
    await group.start({
      name: "The app",
      command:
        mode === "start"
          ? appCommand(plan.port)
          : ["node_modules/next/dist/bin/next", "dev", "-p", String(plan.port)],
      env: { ...plan.app, PORT: String(plan.port), NEXT_TELEMETRY_DISABLED: "1" },
    });
    if (mode === "dev") console.log("The first page is being compiled, which takes a while, once …");
    await untilAnswers(`http://127.0.0.1:${plan.port}/`);
    console.log(whereToGo(plan));
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    end(1);
  }
}

async function requireFreePorts({ port, sandbox, sandboxFor }: StackPlan): Promise<void> {
  const wanted = [{ port, variable: "PORT" }];
  if (sandboxFor.dodo || sandboxFor.resend)
    wanted.push({ port: Number(sandbox.SANDBOX_PORT), variable: "SANDBOX_PORT" });
  for (const { port: number, variable } of wanted) {
    if (await isPortFree(number)) continue;
    console.error(
      `Port ${number} is taken; perhaps MailKit runs already. Stop that, or choose another: ${variable}=${number + 1} in .env or in front of the command.`,
    );
    process.exit(1);
  }
}

/** The first answer compiles the page in development, so it may take a while; the app's own end stops the wait. */
async function untilAnswers(url: string): Promise<void> {
  for (;;) {
    const status = await fetch(url, { redirect: "manual" }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status > 0) return;
    await new Promise((resolve) => setTimeout(resolve, ANSWER_POLL_MS));
  }
}

function whereToGo({ app, needsPostgres, sandboxFor }: StackPlan): string {
  const rows = [["MailKit", app.BASE_URL ?? ""]];
  if (sandboxFor.dodo) rows.push(["Payments (sandbox)", app.SANDBOX_URL ?? ""]);
  if (sandboxFor.resend) rows.push(["Inbox (sandbox)", `${app.SANDBOX_URL}/inbox`]);
  rows.push(["Database", needsPostgres ? "own PostgreSQL in .data/postgres" : "DATABASE_URL"]);
  const body = rows.map(([label = "", value]) => `  ${label.padEnd(20)}${value}`).join("\n");
  return `\n${body}\n\n  ${sandboxFor.resend ? "Sign in with an address such as you@mailbox.dev: the link is in the inbox. " : ""}Ctrl-C stops everything.\n`;
}
