import { spawnSync } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packageApp } from "@/scripts/package";
import { testBuild } from "@/scripts/test-build";
import { buyTopup } from "../support/buy";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { Program } from "../support/program";
import { signIn } from "../support/sign-in";
import { appVariables, type Stack, startStack } from "../support/stack";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";
import { readDockerfile } from "./dockerfile";

/** Far less than the 1 GB of node_modules; a large package that slips in shows up here. */
const MEGABYTES_MAX = 60;
const STOPS_WITHIN_MS = 25_000;

const image = readDockerfile();
/** Outside of this repository, so that nothing is found in a folder above. */
const folder = mkdtempSync(path.join(tmpdir(), "mailkit-image-"));
let database: TestDatabase;
let stack: Stack | undefined;

beforeAll(async () => {
  await packageApp(folder, testBuild());
  database = await createTestDatabase({ migrated: false });
});
afterAll(async () => {
  await (stack?.stop() ?? database?.drop());
  rmSync(folder, { recursive: true, force: true });
});

/** A command in the folder, with nothing but these variables. */
const run = (args: string[], env: Record<string, string>) =>
  spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", ...env } as unknown as NodeJS.ProcessEnv,
    timeout: 60_000,
  });

async function startUntilItGivesUp(changes: Record<string, string>): Promise<Program> {
  const port = await testPort();
  const good = appVariables({
    port,
    sandboxUrl: "http://127.0.0.1:4010",
    secret: "a secret of at least thirty-two characters",
    databaseUrl: database.url,
  });
  const program = new Program(
    "app",
    image.command,
    { ...good, ...image.env, PORT: `${port}`, ...changes },
    folder,
  );
  const timer = setTimeout(() => program.signal("SIGKILL"), 30_000);
  await program.untilEnd();
  clearTimeout(timer);
  return program;
}

function files(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).map((file) =>
    path.join(directory, file),
  );
}

it("what goes into the image is small, complete in itself, and holds no secret and no source", () => {
  const all = files(folder).map((file) => ({ file, facts: lstatSync(file) }));
  const megabytes = all.reduce((sum, { facts }) => sum + (facts.isFile() ? facts.size : 0), 0) / 1_000_000;
  console.log(`The image has ${megabytes.toFixed(1)} MB of ours, in ${all.length} files`);
  expect(megabytes).toBeLessThan(MEGABYTES_MAX);
  for (const { file } of all.filter(({ facts }) => facts.isSymbolicLink()))
    expect(path.resolve(path.dirname(file), readlinkSync(file)).startsWith(`${folder}/`), file).toBe(true);
  const names = all
    .map(({ file }) => path.relative(folder, file))
    .filter((file) => !file.includes("node_modules"));
  expect(
    names.filter((file) => /(^|\/)\.env|\.tsx?$|^(tests|sandbox|docs|bench|\.data)\b/.test(file)),
  ).toEqual([]);
  expect(image.text).not.toMatch(/^(ARG|ENV) .*(SECRET|TOKEN|PASSWORD|API_KEY)/m);
  expect(image.text).toMatch(/^USER node$/m);
});

it("it refuses a database that is behind, is migrated by its own command, and refuses a bad configuration", async () => {
  const behind = await startUntilItGivesUp({});
  expect(behind.exitCode).toBe(1);
  expect(behind.logs).toContain("npm run db:migrate");

  const migrated = run(["scripts/migrate.mjs"], { DATABASE_URL: database.url });
  expect(`${migrated.stdout}${migrated.stderr}`).toMatch(/^applied 0000_/);
  expect(run(["scripts/migrate.mjs"], { DATABASE_URL: database.url }).stdout).toContain("up to date");
  expect(run(["scripts/migrate.mjs"], {}).status).toBe(1);

  const misconfigured = await startUntilItGivesUp({ RESEND_API_KEY: "", BASE_URL: "nonsense" });
  expect(misconfigured.exitCode).toBe(1);
  for (const name of ["BASE_URL", "RESEND_API_KEY"]) expect(misconfigured.logs).toContain(`- ${name} `);
});

it("it sends, shows its pages with their files, is healthy as the image checks it, and ends when it is asked to", async () => {
  const { PORT: _port, HOSTNAME: _hostname, ...env } = image.env;
  stack = await startStack({
    database,
    env: { ...env, HOSTNAME: "0.0.0.0" },
    app: { command: image.command, cwd: folder },
  });
  const session = await signIn(stack, "image@mailbox.dev");
  await buyTopup(session, stack);
  const sent = await session.post("/api/send", {
    to: "delivered@resend.dev",
    subject: "From an image",
    text: "Hi",
  });
  expect(sent.status).toBe(200);

  const page = await (await session.fetch("/dashboard")).text();
  const [script] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? [];
  expect((await fetch(new URL(script ?? "/nothing", stack.baseUrl))).status).toBe(200);
  expect((await fetch(`${stack.baseUrl}/docs/idempotency`)).status).toBe(200);

  const port = new URL(stack.baseUrl).port;
  expect(run(image.healthcheck, { PORT: port }).status).toBe(0);
  expect(run(image.healthcheck, { PORT: String(await testPort()) }).status).toBe(1);
  const settle = run(["scripts/settle.mjs", "--list"], {
    ...(JSON.parse(
      JSON.stringify(
        appVariables({
          port: Number(port),
          sandboxUrl: stack.sandboxUrl,
          secret: "s".repeat(32),
          databaseUrl: database.url,
        }),
      ),
    ) as Record<string, string>),
  });
  expect(`${settle.stdout}${settle.stderr}`).toContain("No email is unresolved.");

  stack.signal(0, "SIGTERM");
  await waitFor(() => stack?.hasEnded(0), { timeoutMs: STOPS_WITHIN_MS, what: "the app to end" });
  expect(stack.logs()).toContain("Stopping: what was begun is finished");
});
