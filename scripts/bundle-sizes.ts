/**
 * `npm run bundle-sizes`: what a browser loads of JavaScript before a page is alive, gzipped, page by page, read from the
 * last production build.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { root } from "./env-files";

/** kB of 1,000 bytes. Next and React alone are 134.5. */
const BUDGETS_KB = { dashboard: 175, public: 145 };

const MANIFEST = "page_client-reference-manifest.js";
const buildSchema = z.object({ rootMainFiles: z.array(z.string()) });
const manifestSchema = z.object({ entryJSFiles: z.record(z.string(), z.array(z.string())) });

export interface PageSize {
  /** `/dashboard/emails`. */
  page: string;
  kB: number;
  budgetKB: number;
}

/** The first load of every page of the build in `directory`, largest first. */
export function firstLoads(directory: string): PageSize[] {
  const read = (file: string) => readFileSync(path.join(directory, file));
  const { rootMainFiles } = buildSchema.parse(JSON.parse(read("build-manifest.json").toString()));
  const sizes = new Map<string, number>();
  const sizeOf = (file: string) => {
    const size = sizes.get(file) ?? gzipSync(read(file)).length;
    sizes.set(file, size);
    return size;
  };
  return readdirSync(path.join(directory, "server/app"), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === MANIFEST)
    .map((file) => {
      const files = new Set([...rootMainFiles, ...filesOf(read(`server/app/${file}`).toString())]);
      const bytes = [...files].reduce((sum, one) => sum + sizeOf(one), 0);
      const page = pathOf(path.dirname(file));
      const budgetKB = /^\/(dashboard|operator)/.test(page) ? BUDGETS_KB.dashboard : BUDGETS_KB.public;
      return { page, kB: Math.round(bytes / 100) / 10, budgetKB };
    })
    .sort((a, b) => b.kB - a.kB);
}

/** The page with the layouts around it, its loading states and error boundaries. The last resort is loaded when it is needed. */
function filesOf(manifest: string): string[] {
  const context: { __RSC_MANIFEST?: Record<string, unknown> } = {};
  runInNewContext(manifest, { ...context, globalThis: context });
  const [entries] = Object.values(context.__RSC_MANIFEST ?? {});
  return Object.entries(manifestSchema.parse(entries).entryJSFiles)
    .filter(([name]) => !name.endsWith("/global-error"))
    .flatMap(([, files]) => files.filter((file) => file.endsWith(".js")));
}

/** Folders in parentheses are no part of the address. */
function pathOf(folder: string): string {
  const parts = folder.split(path.sep).filter((part) => part !== "." && !/^\(.*\)$/.test(part));
  return `/${parts.join("/")}`;
}

if (process.argv[1] === import.meta.filename) {
  for (const { page, kB, budgetKB } of firstLoads(path.join(root, ".next"))) {
    console.log(
      `${kB.toFixed(1).padStart(7)} kB of ${budgetKB}  ${page}${kB > budgetKB ? "  TOO LARGE" : ""}`,
    );
    if (kB > budgetKB) process.exitCode = 1;
  }
}
