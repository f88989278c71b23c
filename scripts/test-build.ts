import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { root } from "./env-files";

const BUILDS = path.join(root, ".data/builds");
const LOCK = path.join(root, ".data/builds.lock");
const LOCK_POLL_MS = 500;
const KEPT_BUILDS_MAX = 3;
/** What goes into a build; a change anywhere else does not make it stale. */
const SOURCES = ["app", "components", "lib", "public"];
const SOURCE_FILES =
  /^(next\.config\.ts|middleware\.ts|instrumentation\.ts|package-lock\.json|tsconfig\.json|postcss\.config\.mjs)$/;
/** Handed from the runner to its workers, so that one run tests one build although files change meanwhile. */
const VARIABLE = "MAILKIT_TEST_BUILD";

/** The production build to test, as NEXT_DIST_DIR. Builds if the sources have changed since the last time. */
export function testBuild(): string {
  const settled = process.env[VARIABLE];
  if (settled && existsSync(path.join(root, settled, "BUILD_ID"))) return settled;
  const directory = path.join(BUILDS, hashOfSources());
  const isThere = () => existsSync(path.join(directory, "BUILD_ID"));
  if (!isThere()) alone(() => isThere() || build(directory));
  const relative = path.relative(root, directory);
  process.env[VARIABLE] = relative;
  return relative;
}

function build(directory: string): void {
  console.log("Building the app for production …");
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    NODE_OPTIONS: "",
    NEXT_DIST_DIR: "",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const built = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  if (built.status !== 0) throw new Error("The production build failed; see above.");
  const draft = `${directory}.${process.pid}`;
  const skipped = ["cache", "dev", "standalone"].map((name) => path.join(root, ".next", name));
  // Links inside the build are relative; following them makes absolute ones, which hold in the copy too.
  cpSync(path.join(root, ".next"), draft, { recursive: true, filter: (from) => !skipped.includes(from) });
  // What is to run elsewhere stands by itself: it is moved, and its links stay as they are.
  renameSync(path.join(root, ".next/standalone"), path.join(draft, "standalone"));
  rmSync(directory, { recursive: true, force: true });
  renameSync(draft, directory);
  forgetOldBuilds();
}

/** Runs `work` while no other test run builds: two builds at once would spoil each other's files. */
function alone(work: () => void): void {
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const owner = existsSync(LOCK) ? Number(readFileSync(LOCK, "utf8")) : 0;
      if (owner && !isAlive(owner)) rmSync(LOCK, { force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS);
    }
  }
  try {
    work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function forgetOldBuilds(): void {
  const byAge = readdirSync(BUILDS)
    .map((name) => path.join(BUILDS, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(KEPT_BUILDS_MAX)) rmSync(old, { recursive: true, force: true });
}

function hashOfSources(): string {
  mkdirSync(BUILDS, { recursive: true });
  const hash = createHash("sha256");
  const files = SOURCES.filter((folder) => existsSync(path.join(root, folder))).flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      path.join(folder, file),
    ),
  );
  files.push(...readdirSync(root).filter((name) => SOURCE_FILES.test(name)));
  for (const file of files.sort()) {
    const full = path.join(root, file);
    if (statSync(full).isFile()) hash.update(file).update(readFileSync(full));
  }
  return hash.digest("hex").slice(0, 16);
}
