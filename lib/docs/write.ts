import "server-only";
import type { Block, GuideSection, Snippet } from "../contracts/docs";

/** The words in which guides are written. A plain string is a paragraph. */

export const note = (text: string): Block => ({ kind: "note", text });
export const list = (...items: string[]): Block => ({ kind: "list", isOrdered: false, items });
export const steps = (...items: string[]): Block => ({ kind: "list", isOrdered: true, items });
export const code = (...snippets: Snippet[]): Block => ({ kind: "code", snippets });

/** A table; the caption is for those who hear it. Each row is as long as the head. */
export function table(caption: string, head: string[], rows: string[][]): Block {
  return { kind: "table", caption, head, rows };
}

/** A part of a guide with an anchor made of its title. */
export function section(title: string, ...blocks: (Block | string)[]): GuideSection {
  return {
    id: toAnchor(title),
    title,
    blocks: blocks.map((block) => (typeof block === "string" ? { kind: "text", text: block } : block)),
  };
}

/** `What costs a credit?` becomes `what-costs-a-credit`. */
export function toAnchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** An example without an indent of its own: what all lines have in front is taken away. */
function dedent(text: string): string {
  const lines = text.replace(/^\n|\n[ \t]*$/g, "").split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared)).join("\n");
}

const snippet =
  (label: string, language: Snippet["language"]) =>
  (code: string): Snippet => ({
    label,
    language,
    code: dedent(code),
  });

export const node = snippet("Node.js", "javascript");
export const curl = snippet("curl", "bash");
export const shell = snippet("Shell", "bash");
export const json = snippet("JSON", "json");
export const python = snippet("Python", "python");
export const php = snippet("PHP", "php");
export const go = snippet("Go", "go");
export const ruby = snippet("Ruby", "ruby");
export const rust = snippet("Rust", "rust");
export const dotnet = snippet(".NET", "csharp");
