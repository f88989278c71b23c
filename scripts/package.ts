/**
 * `npm run package -- <folder>`: what a machine needs to run the built app, and nothing else: Next's standalone server
 * with the modules that it uses, the files for browsers, the migrations, and the operator's commands as one file each.
 * The Dockerfile copies this folder; so can anything else. `npm run build` comes first.
 */
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { loadEnvFiles, root } from "./env-files";

/** Run as `node scripts/<name>.mjs` in the folder. */
const COMMANDS = ["migrate", "settle"];
/** Bundled CommonJS asks for Node's own modules with `require`, which a module does not have. */
const BANNER = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** Assembles the folder, which must not exist or be empty. `distDir` is that of the build. */
export async function packageApp(folder: string, distDir = ".next"): Promise<void> {
  const dist = path.resolve(root, distDir);
  const standalone = path.join(dist, "standalone");
  if (!existsSync(path.join(standalone, "server.js")))
    throw new Error(`There is no build in ${dist}. Run \`npm run build\` first.`);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
  mkdirSync(folder, { recursive: true });
  // Next puts a developer's `.env` in; secrets are given to a process, never to an image. Links stay relative.
  const isNoSecret = (file: string) => !path.basename(file).startsWith(".env");
  cpSync(standalone, folder, { recursive: true, verbatimSymlinks: true, filter: isNoSecret });
  copy(path.join(dist, "static"), path.join(folder, ".next/static"));
  copy(path.join(root, "public"), path.join(folder, "public"));
  copy(path.join(root, "lib/db/migrations"), path.join(folder, "lib/db/migrations"));
  await build({
    entryPoints: COMMANDS.map((name) => path.join(root, `scripts/${name}.ts`)),
    outdir: path.join(folder, "scripts"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    conditions: ["react-server"],
    external: ["pg-native"],
    tsconfig: path.join(root, "tsconfig.json"),
    banner: { js: BANNER },
    logLevel: "warning",
  });
}

function copy(from: string, to: string): void {
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}

if (process.argv[1] === import.meta.filename) {
  const [folder] = process.argv.slice(2);
  if (!folder) {
    console.error("Say where to: npm run package -- <folder>");
    process.exit(1);
  }
  loadEnvFiles();
  try {
    await packageApp(path.resolve(folder), process.env.NEXT_DIST_DIR || undefined);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  console.log(
    `Everything that the app needs is in ${folder}. There: node scripts/migrate.mjs, then node server.js`,
  );
}
