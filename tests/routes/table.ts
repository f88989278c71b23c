import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/scripts/env-files";
import { METHODS, type Row } from "./row";
import { accountRows } from "./rows/account";
import { billingRows } from "./rows/billing";
import { emailsRows } from "./rows/emails";
import { operationsRows } from "./rows/operations";

/** Every route handler but those in `api-table.ts`. A new one without a row in either fails the tests. */
export const ROWS: Row[] = [...accountRows, ...billingRows, ...emailsRows, ...operationsRows];

/** Answers 404 to all that there is not. */
const EVERYTHING_ELSE = "[...path]";

/** The folders that have a route handler, and the methods that each exports. */
export function routesInApp(): { folder: string; methods: string[] }[] {
  const api = path.join(root, "app/api");
  return readdirSync(api, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => {
      const source = readFileSync(path.join(api, file), "utf8");
      const methods = [...source.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)];
      return { folder: path.dirname(file), methods: methods.map((match) => match[1] ?? "") };
    })
    .filter(({ folder }) => folder !== EVERYTHING_ELSE);
}

/** The addresses of all pages, with the names of what varies in brackets. */
export function pagesInApp(): string[] {
  return readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) =>
      `/${path.dirname(file)}/`.replaceAll(/\/(?:\.|\([^)]*\))(?=\/)/g, "").replace(/(?<=.)\/$/, ""),
    );
}

export const otherMethods = ({ methods }: Row) => METHODS.filter((method) => !methods.includes(method));
