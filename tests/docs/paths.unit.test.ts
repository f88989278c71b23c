import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "@/scripts/env-files";

const FOLDERS = ["app", "bench", "components", "deploy", "docs", "lib", "sandbox", "scripts", "tests"];
const DOCUMENTS = [
  "README.md",
  "SECURITY.md",
  ...["docs", "docs/decisions"].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];
const FILES = [
  ...readdirSync(root),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map(
      (file) => `${folder}/${file}`,
    ),
  ),
];
/** Named because MailKit does not have it. */
const ABSENT = new Set(["proxy.ts"]);

const FILE = /(?<![\w/.:-])[\w./*-]+\.(?:tsx?|mjs|ya?ml)\b/g;
/** A folder, or a test without its ending, as in `routes/matrix`. */
const FOLDER = new RegExp(
  `\`((?:${[...FOLDERS, ...readdirSync(path.join(root, "tests"))].join("|")})/[\\w./-]*)\``,
  "g",
);
const LINK = /\]\((?!https?:|#)([^)#\s]+)/g;

/** What a text says is there, whole or as the end of a path, as in `sending/accept.ts`. */
function isThere(name: string): boolean {
  // The package has scripts that are made of ours.
  const source = name.replace(/^(\.\.\/)+/, "").replace(/^(scripts\/\w+)\.mjs$/, "$1.ts");
  const asPattern = source.replace(/\/$/, "").replaceAll(".", "\\.").replaceAll("*", "[^/]*");
  const pattern = new RegExp(`(^|/)${asPattern}((\\.unit)?\\.test\\.ts|\\.spec\\.ts)?$`);
  return ABSENT.has(name) || FILES.some((file) => pattern.test(file));
}

/** As GitHub names the places that headings make. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

it.each(DOCUMENTS)("%s names no file, folder or page that is not there", (document) => {
  const text = readFileSync(path.join(root, document), "utf8");
  const named = [...text.matchAll(FILE), ...text.matchAll(FOLDER)].map(([whole, inner]) => inner ?? whole);
  expect(named.filter((name) => !isThere(name))).toEqual([]);
  const links = [...text.matchAll(LINK)].map(([, link = ""]) => link);
  expect(links.filter((link) => !existsSync(path.join(root, path.dirname(document), link)))).toEqual([]);
});

it.each(DOCUMENTS)("%s leads to no heading that is not there", (document) => {
  const text = readFileSync(path.join(root, document), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)];
  const lost = links.filter(([, file = "", anchor = ""]) => {
    const target = file === "" ? text : readFileSync(path.join(root, path.dirname(document), file), "utf8");
    return !anchorsOf(target).includes(anchor);
  });
  expect(lost.map(([link]) => link)).toEqual([]);
});
