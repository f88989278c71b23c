import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { type SendRequest, sendRequestSchema } from "@/lib/contracts/send";
import { pool } from "@/lib/db/client";
import { sendEmail } from "@/lib/email";
import { engine } from "@/lib/engine/engine";
import type { SandboxControl } from "@/sandbox/control-client";
import { createCustomer, dodoClient } from "../sandbox/clients";
import { createTestDatabase } from "../support/database";
import { startSandbox } from "../support/sandbox";
import { appVariables } from "../support/stack";
import { testPort } from "../support/test-port";
import { Wire } from "../support/wire";

/** The doors of MailKit in the test's own process, over a real database and the sandbox: no build, no HTTP in front. */
export interface Pipeline {
  db: pg.Pool;
  sandbox: SandboxControl;
  /** The wire between MailKit and its database. */
  wire: Wire;
  customer(credits: number): Promise<Sender>;
  /** Has the engine look for work at once instead of at its next round. */
  lookForWork(): void;
  stop(): Promise<void>;
}

/** A customer who can send. */
export interface Sender {
  email: string;
  dodoCustomerId: string;
  send(request?: Partial<SendRequest>, options?: SendOptions): ReturnType<typeof sendEmail>;
}

interface SendOptions {
  key?: string;
  /** Answered when Resend has taken it, instead of at once. */
  waits?: boolean;
}

export async function startPipeline(): Promise<Pipeline> {
  const database = await createTestDatabase();
  const sandbox = await startSandbox();
  const dodo = dodoClient(sandbox);
  await sandbox.control.changeSettings({ rateLimits: false });
  const wire = new Wire(await testPort(), new URL(database.url));
  await wire.open();
  const variables = { port: 1, sandboxUrl: sandbox.url, secret: "s".repeat(32), databaseUrl: wire.url };
  Object.assign(process.env, appVariables(variables));
  const db = new pg.Pool({ connectionString: database.url, max: 4 });
  db.on("error", () => undefined);
  await keepDodoBudgetFull(db);
  let customers = 0;

  async function customer(credits: number): Promise<Sender> {
    customers += 1;
    const email = `rules-${customers}@mailbox.dev`;
    const { customer_id: dodoCustomerId } = await createCustomer(dodo, email);
    await sandbox.control.adjust(dodoCustomerId, "credit", credits);
    const customerId = uuidv7();
    await db.query("insert into customers (id, email, dodo_customer_id) values ($1, $2, $3)", [
      customerId,
      email,
      dodoCustomerId,
    ]);
    await db.query("insert into credit_accounts (customer_id) values ($1)", [customerId]);
    const send: Sender["send"] = (request = {}, { key, waits = false } = {}) =>
      sendEmail({
        customerId,
        customerEmail: email,
        key: null,
        keyDomain: null,
        hasSuppressions: false,
        request: sendRequestSchema.parse({
          to: ["delivered@resend.dev"],
          subject: "Rules",
          text: "Once.",
          ...request,
        }),
        idempotencyKey: key ?? null,
        respondAsync: !waits,
      });
    return { email, dodoCustomerId, send };
  }

  return {
    db,
    sandbox: sandbox.control,
    wire,
    customer,
    lookForWork: () => engine().kick("dispatch", "capture", "sync"),
    stop: async () => {
      await pool().end();
      await wire.cut();
      await sandbox.stop();
      await db.end();
      await database.drop();
    },
  };
}

/** Reads at Dodo are not what is tested here, and its budget is small. Resend's stays: it is why emails wait together. */
async function keepDodoBudgetFull(db: pg.Pool): Promise<void> {
  await db.query(`
    create function refill() returns trigger language plpgsql as $$ begin new.tokens := 1000; return new; end $$;
    create trigger refill before update on provider_lines for each row
      when (new.provider = 'dodo') execute function refill();
    update provider_lines set tokens = 1000 where provider = 'dodo';`);
}
