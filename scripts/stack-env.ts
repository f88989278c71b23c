/**
 * The environment of the app in development: what `.env` says, and a stand-in for each part that it leaves out.
 * Dodo and Resend are replaced one by one, so real keys for one work beside the sandbox for the other.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { offers, productVariable } from "@/lib/catalogue";
import { sandboxDefaults } from "@/sandbox/constants";
import { sandboxProductId } from "@/sandbox/product-id";
import { root } from "./env-files";

const PORT_DEFAULT = 3000;

export type Variables = Record<string, string>;

export interface StackPlan {
  port: number;
  /** True where DATABASE_URL is missing: a PostgreSQL of our own is to be started. */
  needsPostgres: boolean;
  /** Which providers the sandbox stands in for; neither: it is not started. */
  sandboxFor: { dodo: boolean; resend: boolean };
  /** Variables for the app, without DATABASE_URL if `needsPostgres`. */
  app: Variables;
  /** Variables for the sandbox process. */
  sandbox: Variables;
}

/** Fills the gaps of `given`. `given` comes first: nothing that is set is replaced. */
export function planStack(given: Record<string, string | undefined>, dataDirectory: string): StackPlan {
  const has = (name: string) => (given[name] ?? "").trim() !== "";
  const port = Number(has("PORT") ? given.PORT : PORT_DEFAULT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT is ${given.PORT}; it must be a number up to 65535.`);
  const sandboxPort = Number(has("SANDBOX_PORT") ? given.SANDBOX_PORT : sandboxDefaults.port);
  const sandboxFor = { dodo: !has("DODO_PAYMENTS_API_KEY"), resend: !has("RESEND_API_KEY") };
  const stated = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined || !has(name) ? [] : [[name, value]],
    ),
  );
  const app: Variables = {
    BASE_URL: `http://localhost:${port}`,
    ...(has("NEXTAUTH_SECRET") ? {} : { NEXTAUTH_SECRET: keepSecret(dataDirectory) }),
    EMAIL_FROM: sandboxFor.resend ? sandboxDefaults.emailFrom : "MailKit <onboarding@resend.dev>",
    ...stated,
    ...(sandboxFor.dodo ? dodoStandIn(sandboxPort) : {}),
    ...(sandboxFor.resend ? resendStandIn(sandboxPort) : {}),
    ...(sandboxFor.dodo || sandboxFor.resend ? { SANDBOX_URL: `http://127.0.0.1:${sandboxPort}` } : {}),
  };
  return {
    port,
    needsPostgres: !has("DATABASE_URL"),
    sandboxFor,
    app,
    sandbox: sandboxVariables({
      port: sandboxPort,
      appPort: port,
      dataDirectory: path.join(dataDirectory, "sandbox"),
      deliveryEvents: true,
    }),
  };
}

/** What the app needs to use the sandbox in Dodo's place. */
export function dodoStandIn(sandboxPort: number): Variables {
  return {
    DODO_PAYMENTS_API_KEY: sandboxDefaults.dodoApiKey,
    DODO_PAYMENTS_ENVIRONMENT: "test_mode",
    DODO_PAYMENTS_BASE_URL: `http://127.0.0.1:${sandboxPort}/dodo`,
    DODO_WEBHOOK_KEY: sandboxDefaults.webhookSecret,
    CREDIT_ENTITLEMENT_ID: sandboxDefaults.creditEntitlementId,
    ...Object.fromEntries(offers.map((offer) => [productVariable(offer), sandboxProductId(offer)])),
  };
}

/** What the app needs to use the sandbox in Resend's place. */
export function resendStandIn(sandboxPort: number): Variables {
  return {
    RESEND_API_KEY: sandboxDefaults.resendApiKey,
    RESEND_BASE_URL: `http://127.0.0.1:${sandboxPort}/resend`,
    RESEND_WEBHOOK_KEY: sandboxDefaults.resendWebhookSecret,
  };
}

/** What the sandbox process reads. `dataDirectory` may be `:memory:`. */
export function sandboxVariables(options: {
  port: number;
  appPort: number;
  dataDirectory: string;
  /** Whether the app is told what becomes of each email. */
  deliveryEvents: boolean;
}): Variables {
  return {
    SANDBOX_PORT: String(options.port),
    SANDBOX_DATA_DIR: options.dataDirectory,
    SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${options.appPort}/api/webhooks/dodo`,
    SANDBOX_WEBHOOK_SECRET: sandboxDefaults.webhookSecret,
    ...(options.deliveryEvents
      ? { SANDBOX_RESEND_WEBHOOK_URL: `http://127.0.0.1:${options.appPort}/api/webhooks/resend` }
      : {}),
    SANDBOX_RESEND_WEBHOOK_SECRET: sandboxDefaults.resendWebhookSecret,
    SANDBOX_DODO_API_KEY: sandboxDefaults.dodoApiKey,
    SANDBOX_RESEND_API_KEY: sandboxDefaults.resendApiKey,
  };
}

/** Made once, so that sessions outlive a restart of the development server. */
function keepSecret(dataDirectory: string): string {
  const file = path.join(dataDirectory, "nextauth-secret");
  if (!existsSync(file)) {
    mkdirSync(dataDirectory, { recursive: true });
    writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(file, "utf8").trim();
}

/** Everything that development keeps: database, sandbox, secret. Safe to delete. */
export const developmentData = path.join(root, ".data");
