import type { Language, Snippet } from "@/lib/contracts/docs";
import { CodeTabs } from "./code-tabs";
import { CopyCode } from "./copy-code";
import { highlight, type TokenKind } from "./highlight";

const colours: Record<TokenKind, string> = {
  comment: "text-muted italic",
  string: "text-success",
  number: "text-warning",
  keyword: "text-accent",
  call: "font-medium",
  property: "text-accent",
};

/** An example, in one language or behind a tab for each. */
export function CodeBlock({ snippets }: { snippets: readonly Snippet[] }) {
  const [only, ...more] = snippets;
  if (!only) return null;
  if (more.length > 0)
    return (
      <CodeTabs
        panels={snippets.map(({ label, language, code }) => ({
          label,
          panel: <Code language={language} code={code} />,
        }))}
      />
    );
  return (
    <figure data-code className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <figcaption className="flex h-10 items-center justify-between border-b bg-subtle pr-1.5 pl-4 text-xs font-medium text-muted">
        {only.label}
        <CopyCode />
      </figcaption>
      <Code language={only.language} code={only.code} />
    </figure>
  );
}

function Code({ language, code }: { language: Language; code: string }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard has to reach it.
      tabIndex={0}
      className="overflow-x-auto p-4 font-mono text-xs leading-6 focus-visible:-outline-offset-2"
    >
      <code>{highlight(code, language).map(toSpan)}</code>
    </pre>
  );
}

function toSpan({ kind, text }: { kind: TokenKind | null; text: string }, index: number) {
  if (kind === null) return text;
  return (
    <span key={index} className={colours[kind]}>
      {text}
    </span>
  );
}
