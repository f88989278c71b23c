import type { Language } from "@/lib/contracts/docs";

export type TokenKind = "comment" | "string" | "number" | "keyword" | "call" | "property";
export interface Token {
  kind: TokenKind | null;
  text: string;
}

const words = (text: string) => new RegExp(`\\b(?:${text.trim().split(/\s+/).join("|")})\\b`);
const SLASHES = /\/\/.*/;
const HASH = /(?<![^\s])#.*/;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/;
const TICKED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/;

interface Grammar {
  comment?: RegExp;
  string?: RegExp;
  keyword?: RegExp;
  property?: RegExp;
}

const GRAMMARS: Record<Language, Grammar> = {
  bash: {
    comment: HASH,
    string: /"(?:[^"\\]|\\.)*"|'[^']*'/,
    keyword:
      /(?<=^|[\s|;])(?:export|npm|pip|curl|node|composer|bundle|cargo|dotnet|go)(?=\s)|(?<=\s)--?[A-Za-z][\w-]*/m,
  },
  javascript: {
    comment: SLASHES,
    string: TICKED,
    keyword: words(
      "import from const let await async function return if else throw new for of export true false null",
    ),
  },
  python: {
    comment: HASH,
    string: QUOTED,
    keyword: words("import from def return if else raise True False None with as"),
  },
  php: { comment: SLASHES, string: QUOTED, keyword: words("require use new echo function return if throw") },
  go: {
    comment: SLASHES,
    string: TICKED,
    keyword: words("package import func return if else var nil err defer range for"),
  },
  ruby: { comment: HASH, string: QUOTED, keyword: words("require def end do if else puts true false nil") },
  rust: {
    comment: SLASHES,
    string: /"(?:[^"\\]|\\.)*"/,
    keyword: words("use async fn let mut return await if else impl pub struct"),
  },
  csharp: {
    comment: SLASHES,
    string: /"(?:[^"\\]|\\.)*"/,
    keyword: words("using var new await return if else async"),
  },
  json: {
    property: /"(?:[^"\\]|\\.)*"(?=\s*:)/,
    string: /"(?:[^"\\]|\\.)*"/,
    keyword: words("true false null"),
  },
};

/**
 * Splits an example into what is coloured and what is not. It knows no grammar, only how comments, strings and words
 * look, which is enough for examples and spares the server a highlighter of megabytes.
 */
export function highlight(code: string, language: Language): Token[] {
  const { comment, property, string, keyword } = GRAMMARS[language];
  const number = language === "bash" ? undefined : /(?<![\w.])\d[\d_.]*(?!\w)/;
  const call = language === "json" || language === "bash" ? undefined : /[A-Za-z_]\w*(?=\()/;
  const kinds = Object.entries({ comment, property, string, keyword, number, call });
  const source = kinds.flatMap(([kind, pattern]) => (pattern ? [`(?<${kind}>${pattern.source})`] : []));
  const tokens: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(new RegExp(source.join("|"), "gm"))) {
    if (match.index > end) tokens.push({ kind: null, text: code.slice(end, match.index) });
    tokens.push({ kind: kindOf(match.groups), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: null, text: code.slice(end) });
  return tokens;
}

const KINDS: readonly TokenKind[] = ["comment", "property", "string", "keyword", "number", "call"];
const kindOf = (groups: Record<string, string | undefined> = {}): TokenKind | null =>
  KINDS.find((kind) => groups[kind] !== undefined) ?? null;
