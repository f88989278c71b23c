import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/scripts/env-files";
import { groupFrom, statementFrom, untilClosed, withoutComments } from "./source-text";

/** A place in the code that reads or changes rows of a table that has a customer in it. */
export interface Query {
  /** `lib/sending/list.ts: emails`. */
  place: string;
  /** What says which rows: the arguments of `where` and of the join, or the rest of the raw statement. */
  condition: string;
  /** Whether the condition compares this table's customer with something. */
  isBound: boolean;
}

export interface Source {
  file: string;
  text: string;
}

/** Tables with a customer in them whose rows are a person's: they are looked up by that person. */
const OF_A_PERSON = ["users", "operatorViews"];

/** `customer_id = $1`, `(customer_id, id) in (…)`. */
const IN_SQL = /\bcustomer_id(?:, \w+)*\)?\s*(?:=|\bin\b|\bis not distinct\b)/;

/** All of them, found in the text: this TypeScript has no parser that a test could ask. */
export function queriesOfCustomers(sources: Source[] = readSources()): Query[] {
  const tables = tablesOfCustomers();
  return sources.flatMap((source) => [
    ...builtQueries(source, tables, sources),
    ...rawQueries(source, tables, sources),
  ]);
}

function readSources(): Source[] {
  return readdirSync(path.join(root, "lib"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ts$/.test(file) && !/^(docs|openapi|contracts|db\/(schema|migrations))\//.test(file))
    .map((file) => ({
      file: `lib/${file}`,
      text: withoutComments(readFileSync(path.join(root, "lib", file), "utf8")),
    }));
}

/** The names in the code and in the database. `customers` is not among them: its rows are found by their own id. */
function tablesOfCustomers(): Map<string, string> {
  const folder = path.join(root, "lib/db/schema");
  const found = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, file), "utf8");
    for (const { 1: name = "", 2: inDatabase = "", index } of text.matchAll(
      /export const (\w+) = pgTable\(\s*"(\w+)"/g,
    ))
      if (
        groupFrom(text, text.indexOf("(", index)).includes('uuid("customer_id")') &&
        !OF_A_PERSON.includes(name)
      )
        found.set(name, inDatabase);
  }
  return found;
}

/** `.from(emails).where(…)`, `.update(emails)…`, `.delete(emails)…`, `.innerJoin(emails, …)`. */
function builtQueries({ file, text }: Source, tables: Map<string, string>, sources: Source[]): Query[] {
  const found: Query[] = [];
  for (const match of text.matchAll(/\.(from|update|delete|\w+Join)\(\s*(\w+)\b/g)) {
    const [, , table = ""] = match;
    if (!tables.has(table)) continue;
    const condition = conditionAfter(text, match.index);
    const isBound = namesCustomer(condition, table, { file, text }, sources);
    found.push({ place: `${file}: ${table}`, condition, isBound });
  }
  return found;
}

/**
 * What chooses rows in the chain of calls that goes on at `start`: its `where`, and of a join its own condition, but not
 * those of other joins: that two tables go together by their customers does not say whose they are.
 */
function conditionAfter(text: string, start: number): string {
  const parts: string[] = [];
  let at = start;
  for (;;) {
    const call = /^\s*\.(\w+)\s*(?=\()/.exec(text.slice(at, at + 200));
    if (!call) return parts.join("\n");
    const open = at + call[0].length;
    const group = groupFrom(text, open);
    if (call[1] === "where" || (at === start && call[1]?.endsWith("Join"))) parts.push(group);
    at = open + group.length;
  }
}

/** A condition may be written elsewhere and have a name: its text is looked at, too, as deep as two names. */
function namesCustomer(
  condition: string,
  table: string,
  from: Source,
  sources: Source[],
  depth = 2,
): boolean {
  const column = `\\b${table}\\.customerId\\b`;
  const comparison = new RegExp(
    `\\b(?:eq|inArray)\\(\\s*${column}|\\$\\{${column}\\}[^=]*(?:=|\\bin\\b)|${IN_SQL.source}`,
  );
  if (comparison.test(withoutSubqueries(condition))) return true;
  if (depth === 0) return false;
  return [...new Set(condition.match(/\b[a-zA-Z_]\w*\b/g))].some((name) => {
    const defined = definitionOf(name, from, sources);
    return defined !== null && namesCustomer(defined.text, table, defined.source, sources, depth - 1);
  });
}

/** What a query within the condition is bound by does not bind the rows outside of it. */
function withoutSubqueries(condition: string): string {
  const start = /\((?=\s*select\b)/.exec(condition);
  if (!start) return condition;
  const within = untilClosed(condition, start.index + 1);
  const rest = condition.slice(start.index + 1 + within.length);
  return condition.slice(0, start.index) + withoutSubqueries(rest);
}

function definitionOf(
  name: string,
  from: Source,
  sources: Source[],
): { text: string; source: Source } | null {
  const here = new RegExp(`\\b(?:const|function) ${name}\\b`).exec(from.text);
  if (here) return { text: statementFrom(from.text, here.index), source: from };
  const imported = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "(\\.[^"]+)"`).exec(from.text);
  if (!imported) return null;
  const file = path.join(path.dirname(from.file), `${imported[1]}.ts`);
  const source = sources.find((one) => one.file === file);
  return source ? definitionOf(name, source, []) : null;
}

/** `from ${emails} where …`, `update emails set …`, within a template of raw SQL. */
function rawQueries({ file, text }: Source, tables: Map<string, string>, sources: Source[]): Query[] {
  const bySql = new Map([...tables].map(([name, inDatabase]) => [inDatabase, name]));
  const found: Query[] = [];
  for (const { 1: statement = "" } of text.matchAll(/\bsql(?:<[^`]*?>)?`([^`]*(?:`[^`]*`[^`]*)*?)`/g))
    for (const mention of statement.matchAll(/\b(?:from|update|join|using) (?:\$\{(\w+)\}|(\w+))/gi)) {
      const [, name = "", inDatabase = ""] = mention;
      const table = tables.has(name) ? name : bySql.get(inDatabase);
      if (table === undefined) continue;
      const condition = untilClosed(statement, mention.index);
      const isBound = namesCustomer(condition, table, { file, text }, sources);
      found.push({ place: `${file}: ${table}`, condition, isBound });
    }
  return found;
}
