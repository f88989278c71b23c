import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const IMPORT = /(?:from|import|import\()\s*"([^"]+)"/g;
/** Examples of the documentation: what they import they show, as text. */
const EXAMPLES = "lib/docs/snippets/";
/** What each folder may import from besides itself. Nothing stands here that would lead back. */
const MAY_KNOW: Record<string, string[]> = {
  lib: [],
  components: ["lib"],
  app: ["components", "lib"],
  sandbox: ["lib"],
  scripts: ["sandbox", "lib"],
  tests: ["scripts", "sandbox", "components", "lib"],
  bench: ["tests", "scripts", "sandbox", "lib"],
};
const SHARED_WITH_THE_BROWSER = [/^lib\/contracts\//, /^lib\/catalogue\.ts$/];

interface SourceFile {
  path: string;
  text: string;
  /** Packages by their name, files of this repository by their path without ending. */
  imports: string[];
}

function sources(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder)).flatMap((name): SourceFile[] => {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) return sources(path);
    if (!/\.tsx?$/.test(name)) return [];
    const text = readFileSync(join(ROOT, path), "utf8");
    return [
      {
        path,
        text,
        imports: [...text.matchAll(IMPORT)].map(([, specifier = ""]) => target(path, specifier)),
      },
    ];
  });
}

function target(from: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return relative(ROOT, resolve(ROOT, dirname(from), specifier));
  return specifier;
}

const lib = sources("lib");
const app = sources("app");
const components = sources("components");
const product = [...lib, ...app, ...components];
const everything = [...product, ...["sandbox", "scripts", "tests", "bench"].flatMap(sources)];

/** Files that import what `isForbidden` says, as `file → import`. */
function offenders(
  files: SourceFile[],
  isForbidden: (imported: string, file: SourceFile) => boolean,
): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((imported) => isForbidden(imported, file))
      .map((imported) => `${file.path} → ${imported}`),
  );
}

const isIn =
  (...folders: string[]) =>
  (path: string) =>
    folders.some((folder) => path.startsWith(folder));

const withoutEnding = (path: string) => path.replace(/\.tsx?$/, "");

/** The folder of lib, components, tests or scripts that a file belongs to; one that lies beside them is for itself. */
const partOf = (path: string) => /^(lib|components|tests|scripts)\/[^/]+/.exec(path)?.[0] ?? path;

/** Ways that lead back to where they begin, as `a → b → a`, through what is listed with what it needs. */
function circles(needs: readonly (readonly [string, readonly string[]])[]): string[] {
  const byName = new Map(needs);
  const found: string[] = [];
  const done = new Set<string>();
  function visit(name: string, trail: string[]): void {
    if (trail.includes(name)) found.push([...trail.slice(trail.indexOf(name)), name].join(" → "));
    if (done.has(name) || trail.includes(name)) return;
    for (const needed of byName.get(name) ?? []) if (byName.has(needed)) visit(needed, [...trail, name]);
    done.add(name);
  }
  for (const name of byName.keys()) visit(name, []);
  return found;
}

describe("imports run one way", () => {
  it("between the folders of this repository", () => {
    const folderOf = (path: string) => path.slice(0, path.indexOf("/"));
    const isForbidden = (imported: string, { path }: SourceFile) => {
      const [from, to] = [folderOf(path), folderOf(imported)];
      return to in MAY_KNOW && to !== from && !MAY_KNOW[from]?.includes(to);
    };
    expect(offenders(everything, isForbidden)).toEqual([]);
  });

  it("components know contracts and the catalogue, nothing else of lib", () => {
    const isAllowed = (imported: string) => /^lib\/(contracts\/|catalogue$)/.test(imported);
    expect(offenders(components, (imported) => imported.startsWith("lib/") && !isAllowed(imported))).toEqual(
      [],
    );
  });

  it("components/ui knows no feature", () => {
    const ui = components.filter((file) => file.path.startsWith("components/ui/"));
    expect(
      offenders(
        ui,
        (imported) => imported.startsWith("components/") && !/^components\/(ui\/|cn$)/.test(imported),
      ),
    ).toEqual([]);
  });

  it("each provider's SDK has one home", () => {
    expect(
      offenders(
        product,
        (imported, file) => imported === "dodopayments" && !file.path.startsWith("lib/dodo/"),
      ),
    ).toEqual([]);
    expect(
      offenders(
        product,
        (imported, file) => imported === "resend" && !isIn("lib/resend/", EXAMPLES)(file.path),
      ),
    ).toEqual([]);
  });

  it("queries are written only by the modules that own tables", () => {
    const owners = isIn(
      "lib/db/",
      "lib/credits/",
      "lib/auto-topup/",
      "lib/sending/",
      "lib/webhooks/",
      "lib/auth/",
      "lib/domains/",
      "lib/keys/",
      "lib/members/",
      "lib/account/",
      "lib/outgoing/",
      "lib/suppressions/",
      "lib/templates/",
      "lib/tenants/",
      "lib/operator/",
      "lib/usage/",
      "lib/providers/",
      "lib/retention/",
    );
    expect(
      offenders(product, (imported, file) => /^(drizzle-orm|pg$)/.test(imported) && !owners(file.path)),
    ).toEqual([]);
  });

  it("lib runs without Next, but for signing in", () => {
    const isNext = (imported: string) => /^next(\/|-auth|$)/.test(imported);
    expect(
      offenders(lib, (imported, file) => isNext(imported) && !file.path.startsWith("lib/auth/")),
    ).toEqual([]);
  });

  it("no file needs itself, by way of others", () => {
    expect(circles(everything.map(({ path, imports }) => [withoutEnding(path), imports]))).toEqual([]);
  });

  it("no folder of lib, components, tests or scripts needs itself, by way of others", () => {
    const needs = new Map<string, Set<string>>();
    const paths = new Map(everything.map(({ path }) => [withoutEnding(path), path]));
    for (const { path, imports } of everything) {
      const needed = needs.get(partOf(path)) ?? new Set();
      needs.set(partOf(path), needed);
      for (const imported of imports) {
        const part = partOf(paths.get(imported) ?? imported);
        if (part !== partOf(path)) needed.add(part);
      }
    }
    expect(circles([...needs].map(([part, needed]) => [part, [...needed]]))).toEqual([]);
  });
});

describe("server code stays on the server", () => {
  it("every module of lib says so in its first line, but for what the browser shares", () => {
    const isShared = (path: string) => SHARED_WITH_THE_BROWSER.some((pattern) => pattern.test(path));
    const isSchema = (path: string) => path.startsWith("lib/db/schema/");
    const unmarked = lib.filter(
      ({ path, text }) => !isShared(path) && !isSchema(path) && !text.startsWith('import "server-only";'),
    );
    expect(unmarked.map((file) => file.path)).toEqual([]);
  });

  it("there are no Server Actions: every change goes through a route", () => {
    expect(
      product.filter((file) => /^\s*["']use server["']/m.test(file.text)).map((file) => file.path),
    ).toEqual([]);
  });
});

it("a file of more than 250 lines says in its first line why it is one file", () => {
  const long = everything.filter(({ text }) => text.split("\n").length > 251);
  expect(
    long.filter(({ text }) => !text.startsWith("// One file, because ")).map(({ path }) => path),
  ).toEqual([]);
});
