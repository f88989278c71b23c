import { randomBytes } from "node:crypto";
import pg from "pg";
import { sandboxDefaults } from "@/sandbox/constants";
import type { SandboxControl } from "@/sandbox/control-client";
import { appCommand } from "@/scripts/app-command";
import { root } from "@/scripts/env-files";
import { dodoStandIn, resendStandIn, sandboxVariables, type Variables } from "@/scripts/stack-env";
import { testBuild } from "@/scripts/test-build";
import { createTestDatabase, type TestDatabase } from "./database";
import { Program } from "./program";
import { startSandbox } from "./sandbox";
import { testPort } from "./test-port";
import { waitFor } from "./wait-for";

const START_TIMEOUT_MS = 30_000;

/** Who may open the operator's pages in tests. */
export const OPERATOR = "operator@mailbox.dev";

export interface StackOptions {
  /** How many instances of the app share the database and the sandbox; 1 if left out. */
  instances?: number;
  /** Further variables of every instance. */
  env?: Variables;
  /** Further variables of single instances, by their number. */
  instanceEnv?: Variables[];
  /** Whether Resend's delivery events reach the first instance. Off, because they settle what a retry is to settle. */
  deliveryEvents?: boolean;
  /** A migrated database to run on; a new one of the shared server if left out. */
  database?: TestDatabase;
  /** How an instance is started, and where; as `npm start` does it if left out. */
  app?: AppProgram;
  /** The address at which browsers and providers find the instances; the first instance's if left out. */
  publicUrl?: string;
}

/** Arguments for Node that start the app on the port of its variable PORT, and the folder to start it in. */
export interface AppProgram {
  command: readonly string[];
  cwd: string;
}

/** MailKit as it runs in production, with a sandbox and a database of its own. */
export interface Stack {
  /** Address of the first instance. */
  baseUrl: string;
  baseUrls: string[];
  sandboxUrl: string;
  sandbox: SandboxControl;
  /** A pool on the stack's database, to look at what is stored or to age it. */
  db: pg.Pool;
  databaseUrl: string;
  /** Ends an instance as a crash does: nothing is finished, nothing is cleaned up. */
  kill(instance?: number): Promise<void>;
  /** Starts an instance again on the same port, with `env` added; ends it first if it runs. */
  restart(instance?: number, env?: Variables): Promise<void>;
  /** Sends a signal to an instance and does not wait for what it does. */
  signal(instance: number, signal: NodeJS.Signals): void;
  /** The process of an instance. */
  pid(instance?: number): number;
  /** Whether an instance's process has ended, by itself or not. */
  hasEnded(instance?: number): boolean;
  /** What an instance wrote, over all of its lives. */
  logs(instance?: number): string;
  stop(): Promise<void>;
}

/** Starts everything and waits until all instances answer. */
export async function startStack({
  instances = 1,
  env = {},
  instanceEnv = [],
  deliveryEvents = false,
  database: given,
  app,
  publicUrl,
}: StackOptions = {}): Promise<Stack> {
  const distDir = testBuild();
  const database = given ?? (await createTestDatabase());
  const ports = await Promise.all(Array.from({ length: instances }, testPort));
  const appPort = publicUrl ? Number(new URL(publicUrl).port) : (ports[0] ?? 0);
  const sandbox = await startSandbox(
    sandboxVariables({ port: 0, appPort, dataDirectory: ":memory:", deliveryEvents }),
  );
  const { url: sandboxUrl } = sandbox;
  const secret = randomBytes(32).toString("base64");
  const apps = ports.map((port, number) => {
    const variables = appVariables({ port, sandboxUrl, secret, databaseUrl: database.url });
    const all = {
      ...variables,
      ...(app ? {} : { NEXT_DIST_DIR: distDir }),
      ...(publicUrl ? { BASE_URL: publicUrl } : {}),
      ...env,
      ...instanceEnv[number],
    };
    return new Instance(number, port, all, app ?? { command: appCommand(port), cwd: root });
  });
  const db = new pg.Pool({ connectionString: database.url, max: 4 });
  db.on("error", () => undefined);
  const baseUrls = apps.map((app) => app.url);
  const stop = async () => {
    await Promise.all([...apps.map((app) => app.end("SIGKILL")), sandbox.stop("SIGKILL")]);
    await db.end();
    await database.drop();
  };
  try {
    await Promise.all(apps.map((app) => app.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  const instance = (number: number): Instance => {
    const app = apps[number];
    if (!app) throw new Error(`There is no instance ${number}.`);
    return app;
  };
  return {
    baseUrl: publicUrl ?? baseUrls[0] ?? "",
    baseUrls,
    sandboxUrl,
    sandbox: sandbox.control,
    db,
    databaseUrl: database.url,
    kill: (number = 0) => instance(number).end("SIGKILL"),
    restart: async (number = 0, extra = {}) => {
      await instance(number).end("SIGKILL");
      await instance(number).start(extra);
    },
    signal: (number, signal) => instance(number).signal(signal),
    pid: (number = 0) => instance(number).pid,
    hasEnded: (number = 0) => instance(number).hasEnded,
    logs: (number = 0) => instance(number).logs,
    stop,
  };
}

/** The environment of one instance, complete, so that nothing of a developer's `.env` gets in. */
export function appVariables(options: {
  port: number;
  sandboxUrl: string;
  secret: string;
  databaseUrl: string;
}): Variables {
  const sandboxPort = Number(new URL(options.sandboxUrl).port);
  return {
    BASE_URL: `http://127.0.0.1:${options.port}`,
    PORT: String(options.port),
    DATABASE_URL: options.databaseUrl,
    NEXTAUTH_SECRET: options.secret,
    EMAIL_FROM: sandboxDefaults.emailFrom,
    ...dodoStandIn(sandboxPort),
    ...resendStandIn(sandboxPort),
    SANDBOX_URL: options.sandboxUrl,
    // So that tests can be many callers: each says its own address, as a proxy would.
    TRUSTED_PROXY_HOPS: "1",
    GITHUB_CLIENT_ID: "",
    GITHUB_CLIENT_SECRET: "",
    GOOGLE_CLIENT_ID: "",
    GOOGLE_CLIENT_SECRET: "",
    LOG_LEVEL: "info",
    // Load is what many tests are about, and limits of new customers what one is.
    NEW_CUSTOMER_DAILY_CREDITS: "0",
    OPERATOR_EMAILS: OPERATOR,
    // As `npm start` has it: the app ends by itself when it is asked to.
    NEXT_MANUAL_SIG_HANDLE: "true",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

class Instance {
  readonly url: string;
  private program: Program | undefined;
  private earlierLogs = "";

  constructor(
    private readonly number: number,
    port: number,
    private readonly env: Variables,
    private readonly app: AppProgram,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  get pid(): number {
    if (!this.program) throw new Error(`Instance ${this.number} was never started.`);
    return this.program.pid;
  }

  get hasEnded(): boolean {
    return this.program?.hasEnded ?? true;
  }

  get logs(): string {
    return this.earlierLogs + (this.program?.logs ?? "");
  }

  async start(extra: Variables = {}): Promise<void> {
    this.earlierLogs = this.logs;
    const program = new Program(
      `app ${this.number}`,
      this.app.command,
      { ...this.env, ...extra },
      this.app.cwd,
    );
    this.program = program;
    const answers = async () => {
      if (program.hasEnded) return true;
      return (await fetch(`${this.url}/api/health`)).ok;
    };
    await waitFor(answers, {
      timeoutMs: START_TIMEOUT_MS,
      what: `${program.name} to answer:\n${program.logs}`,
    });
    if (program.hasEnded) throw new Error(`${program.name} does not start:\n${program.logs}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.program?.signal(signal);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    await this.program?.end(signal);
  }
}
