import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { appCommand } from "@/scripts/app-command";
import { root } from "@/scripts/env-files";
import { ensurePostgres } from "@/scripts/postgres";
import { sandboxVariables } from "@/scripts/stack-env";
import { testBuild } from "@/scripts/test-build";
import { buyTopup, readCredits } from "@/tests/support/buy";
import { runMigrations } from "@/tests/support/database";
import { Program } from "@/tests/support/program";
import { startSandbox } from "@/tests/support/sandbox";
import { type Session, signIn } from "@/tests/support/sign-in";
import { appVariables } from "@/tests/support/stack";
import { testPort } from "@/tests/support/test-port";
import { waitFor } from "@/tests/support/wait-for";
import { type Contender, CREDITS, imposeLimits, liftLimits, mail } from "./contender";

const START_TIMEOUT_MS = 60_000;
const SETTLE_TIMEOUT_MS = 180_000;
/** The operator's limit per customer is not what is measured. */
const SEND_RATE_PER_MINUTE = "10000000";

export interface MailKit extends Contender {
  db: pg.Pool;
  /** The configuration that the app runs with. */
  appEnv: Record<string, string | undefined>;
  /** The first process of the PostgreSQL server. */
  postgresPid: number;
  sandboxPid: number;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** MailKit's production build over a PostgreSQL with its default, durable settings, with customers who bought credits. */
export async function startMailKit(customers: number, appEnv: Record<string, string>): Promise<MailKit> {
  const distDir = testBuild();
  // Not the tests' server: that one is fast because a power cut may lose its data.
  const postgres = await ensurePostgres({ directory: path.join(root, ".data/bench-postgres") });
  const database = await createDatabase(postgres.url);
  const port = await testPort();
  const url = `http://127.0.0.1:${port}`;
  const webhookUrl = `${url}/api/webhooks/dodo`;
  const sandbox = await startSandbox({
    ...sandboxVariables({ port: 0, appPort: port, dataDirectory: ":memory:", deliveryEvents: false }),
  });
  const db = new pg.Pool({ connectionString: database.url, max: 4 });
  db.on("error", () => undefined);
  const variables = {
    ...appVariables({
      port,
      sandboxUrl: sandbox.url,
      secret: randomBytes(32).toString("base64"),
      databaseUrl: database.url,
    }),
    NEXT_DIST_DIR: distDir,
    NODE_ENV: "production",
    SEND_RATE_PER_MINUTE,
    ...appEnv,
  };
  let app: Program;
  const start = async () => {
    app = new Program("MailKit", appCommand(port), variables);
    const answers = async () => (await fetch(`${url}/api/health`)).ok;
    await waitFor(answers, { timeoutMs: START_TIMEOUT_MS, what: `MailKit to answer:\n${app.logs}` });
  };
  await start();
  const sessions = await withoutLimits({ db, sandbox: sandbox.control, baseUrl: url }, customers);
  const { rows } = await db.query<{ email: string; id: string }>(
    "select email, dodo_customer_id as id from customers",
  );
  const idByEmail = new Map(rows.map(({ email, id }) => [email, id]));
  const session = (customer: number): Session => {
    const found = sessions[customer % sessions.length];
    if (!found) throw new Error("There are no customers.");
    return found;
  };
  return {
    name: "MailKit",
    url,
    sandbox: sandbox.control,
    dodoIds: sessions.map(({ email }) => idByEmail.get(email) ?? ""),
    webhookUrl,
    db,
    appEnv: variables,
    postgresPid: await postmasterPid(db),
    sandboxPid: sandbox.pid,
    send: (customer, { subject, isAsync = false }) => ({
      url: `${url}/api/send`,
      method: "POST",
      headers: {
        "content-type": "application/json",
        cookie: session(customer).cookie,
        origin: url,
        ...(isAsync ? { prefer: "respond-async" } : {}),
      },
      body: JSON.stringify(mail(subject)),
    }),
    readCredits: (customer) => ({
      url: `${url}/api/credits`,
      method: "GET",
      headers: { cookie: session(customer).cookie, origin: url },
    }),
    pid: () => app.pid,
    settle: () => untilSettled(db),
    kill: () => app.end("SIGKILL"),
    start,
    stop: async () => {
      // An orderly end, so that a profiler has the time to write.
      app.signal("SIGTERM");
      await Promise.race([app.untilEnd(), new Promise((resolve) => setTimeout(resolve, 5_000))]);
      await Promise.all([app.end("SIGKILL"), sandbox.stop("SIGKILL")]);
      await db.end();
      await database.drop();
      await postgres.stop();
    },
  };
}

interface Place {
  db: pg.Pool;
  sandbox: Contender["sandbox"];
  baseUrl: string;
}

/** Everybody signs in, buys a pack, and gets a million credits more. The limits of the providers wait meanwhile. */
async function withoutLimits(place: Place, customers: number): Promise<Session[]> {
  const { db, sandbox } = place;
  await liftLimits(sandbox);
  await db.query(`
    create function refill() returns trigger language plpgsql as
      $$ begin new.tokens := 1000; return new; end $$;
    create trigger refill before update on provider_lines for each row execute function refill();
    update provider_lines set tokens = 1000;`);
  const sessions = await Promise.all(
    Array.from({ length: customers }, async (_, n) => {
      const session = await signIn(place, `customer-${n}@mailbox.dev`);
      await buyTopup(session, place);
      return session;
    }),
  );
  const { rows } = await db.query<{ id: string }>("select dodo_customer_id as id from customers");
  for (const { id } of rows) await sandbox.adjust(id, "credit", CREDITS);
  await waitFor(
    async () => (await Promise.all(sessions.map(readCredits))).every(({ balance }) => balance > CREDITS),
    { timeoutMs: START_TIMEOUT_MS, what: "the credits to be in every balance" },
  );
  await sandbox.webhooksIdle();
  await untilSettled(db);
  await db.query(`
    drop function refill() cascade;
    update provider_lines set tokens = 1, refilled_at = clock_timestamp()`);
  await imposeLimits(sandbox);
  return sessions;
}

/** Every email has its end, every sent one is paid, and no webhook or read is owed. */
async function untilSettled(db: pg.Pool): Promise<void> {
  await waitFor(
    async () => {
      const { rows } = await db.query<{ open: string }>(
        `select (select count(*) from emails where status in ('queued', 'sending')
                   or (status = 'sent' and credits > 0 and captured_at is null))
              + (select count(*) from captures where state = 'open')
              + (select count(*) from webhook_events where applied_at is null)
              + (select count(*) from credit_accounts where stale_since is not null or billing_stale_since is not null) as open`,
      );
      return Number(rows[0]?.open) === 0;
    },
    { timeoutMs: SETTLE_TIMEOUT_MS, what: "everything to be sent and paid" },
  );
}

async function createDatabase(serverUrl: string) {
  const name = `bench_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  runMigrations(url.href);
  return {
    url: url.href,
    drop: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

async function postmasterPid(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ directory: string }>(
    "select current_setting('data_directory') as directory",
  );
  return Number.parseInt(readFileSync(path.join(rows[0]?.directory ?? "", "postmaster.pid"), "utf8"), 10);
}
