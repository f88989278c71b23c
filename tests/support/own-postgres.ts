import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { root } from "@/scripts/env-files";
import { ensurePostgres } from "@/scripts/postgres";
import { findPostgresHome } from "@/scripts/postgres-home";
import { runMigrations, type TestDatabase } from "./database";

/** A PostgreSQL that a test may crash, because nobody else uses it. */
export interface OwnPostgres {
  database: TestDatabase;
  /** Ends it at once, as a crash does: connections break, and it has to recover when it starts again. */
  crash(): void;
  start(): Promise<void>;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const directory = path.join(root, `.data/own-postgres-${randomBytes(4).toString("hex")}`);
  // What is committed survives a crash of the server; only one of the machine would need the disk to be told.
  const start = () => ensurePostgres({ directory, settings: { fsync: "off" } });
  let server = await start();
  const home = await findPostgresHome(directory);
  const stop = (mode: "fast" | "immediate") =>
    void spawnSync(
      home.programs.pgCtl,
      ["stop", "-m", mode, "-D", path.join(home.directory, "cluster")],
      home.identity,
    );
  runMigrations(server.url);
  return {
    database: {
      url: server.url,
      drop: async () => {
        await server.stop();
        stop("fast");
        rmSync(directory, { recursive: true, force: true });
        rmSync(home.directory, { recursive: true, force: true });
      },
    },
    crash: () => stop("immediate"),
    start: async () => {
      server = await start();
    },
  };
}
