import Link from "next/link";
import type { ReactNode } from "react";

const INLINE = /\[([^\]]+)\]\(([^)]+)\)|`([^`]+)`|\*\*([^*]+)\*\*/g;
const FILES = /\.(?:json|txt|md)$/;

/** A text with `code`, **strong** and [links](/docs). */
export function RichText({ text }: { text: string }) {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(end, match.index), toPart(match));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

function toPart(match: RegExpExecArray): ReactNode {
  const [, label, href, code, strong] = match;
  if (label && href) return <DocsAnchor key={match.index} href={href} label={label} />;
  if (code)
    return (
      <code key={match.index} className="rounded bg-subtle px-1 py-0.5 font-mono text-[0.85em] break-words">
        {code}
      </code>
    );
  return <strong key={match.index}>{strong}</strong>;
}

function DocsAnchor({ href, label }: { href: string; label: string }) {
  const style = "font-medium text-accent underline underline-offset-2 hover:no-underline";
  const text = <RichText text={label} />;
  const [pathname = "", hash] = href.split("#");
  if (!href.startsWith("/") || FILES.test(pathname))
    return (
      <a href={href} className={style}>
        {text}
      </a>
    );
  return (
    <Link href={{ pathname, hash }} prefetch={false} className={style}>
      {text}
    </Link>
  );
}
