import pg from "pg";
import { appCommand } from "@/scripts/app-command";
import { testBuild } from "@/scripts/test-build";
import { resendClient } from "../sandbox/clients";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { Program } from "../support/program";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";
import { openPlace, type Place } from "./place";

export const OPERATOR_TOKEN = "an-operator-s-token-of-more-than-thirty-two-characters";

/** The production build as it runs on nothing but the file that setup wrote. */
export interface SetUpApp {
  place: Place;
  baseUrl: string;
  database: TestDatabase;
  db: pg.Pool;
  stop(): Promise<void>;
}

/** An empty account with a verified domain, `npm run setup`, and `npm start` with the outcome. */
export async function startSetUpApp(): Promise<SetUpApp> {
  const distDir = testBuild();
  const [database, port] = await Promise.all([createTestDatabase(), testPort()]);
  const baseUrl = `http://127.0.0.1:${port}`;
  const place = await openPlace(baseUrl);
  await verifyDomain(place, "mailkit.example");
  // Fifteen doctors a minute are more than anybody needs.
  await place.sandbox.control.changeSettings({ rateLimits: { dodoPerMinute: 100_000 } });
  place.write(`${place.inputs}DATABASE_URL="${database.url}"\nOPERATOR_TOKEN="${OPERATOR_TOKEN}"\n`);
  const { code, output } = await place.run("setup");
  if (code !== 0) throw new Error(`Setup failed:\n${output}`);
  const program = new Program("app", appCommand(port), {
    ...place.values(),
    PORT: String(port),
    NEXT_DIST_DIR: distDir,
    NEXT_MANUAL_SIG_HANDLE: "true",
    TRUSTED_PROXY_HOPS: "1",
  });
  const db = new pg.Pool({ connectionString: database.url, max: 2 });
  const stop = async () => {
    await program.end("SIGKILL");
    await db.end();
    await Promise.all([place.stop(), database.drop()]);
  };
  try {
    await waitFor(async () => program.hasEnded || (await fetch(`${baseUrl}/api/health`)).ok, {
      timeoutMs: 30_000,
      what: "the app to answer",
    });
    if (program.hasEnded) throw new Error(`The app does not start:\n${program.logs}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { place, baseUrl, database, db, stop };
}

async function verifyDomain(place: Place, name: string): Promise<void> {
  const resend = resendClient(place.sandbox);
  await place.sandbox.control.changeSettings({ domainVerification: { outcome: "verified", afterMs: 0 } });
  const { data } = await resend.domains.create({ name });
  await resend.domains.verify(data?.id ?? "");
  const isVerified = async () => (await resend.domains.get(data?.id ?? "")).data?.status === "verified";
  await waitFor(isVerified, { what: `${name} to be verified` });
}
