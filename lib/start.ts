import "server-only";
import { DatabaseNotReady, requireCurrentDatabase } from "./db/require-current";
import { startEngine } from "./engine/engine";
import { stopGracefully } from "./engine/graceful-stop";
import { BadConfiguration, env } from "./env";
import { measurePages } from "./http/measure-pages";
import { tolerateSlashes } from "./http/tolerate-slashes";
import { trustSocketAddress } from "./http/trust-socket-address";
import { logConsoleErrors } from "./log-console";

/** Checks what the app stands on, then starts it. Ends the process if something is missing: half a server helps nobody. */
export async function start(): Promise<void> {
  try {
    const { BASE_URL, DATABASE_POOLER, DATABASE_URL, OTEL_EXPORTER_OTLP_ENDPOINT, TRUSTED_PROXY_HOPS } =
      env();
    await requireCurrentDatabase(DATABASE_URL, DATABASE_POOLER);
    // Loaded by those who want it only: it is a megabyte of modules.
    if (OTEL_EXPORTER_OTLP_ENDPOINT) (await import("./telemetry/start")).startTelemetry();
    // next-auth learns its address from this variable alone.
    process.env.NEXTAUTH_URL = BASE_URL;
    if (TRUSTED_PROXY_HOPS === 0) trustSocketAddress();
    tolerateSlashes();
    measurePages();
    startEngine();
    stopGracefully();
    logConsoleErrors();
  } catch (error) {
    // Next catches what is thrown here and would answer every request with 500.
    console.error(`MailKit can't start. ${explain(error)}`);
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if (error instanceof BadConfiguration || error instanceof DatabaseNotReady) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
