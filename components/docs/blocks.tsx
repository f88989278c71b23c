import type { Block } from "@/lib/contracts/docs";
import { CodeBlock } from "./code-block";
import { RichText } from "./rich-text";

/** The content of a guide's section. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a guide never changes, and its blocks have no other name.
    <BlockView key={index} block={block} />
  ));
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "text":
      return (
        <p>
          <RichText text={block.text} />
        </p>
      );
    case "note":
      return (
        <p className="rounded-md border-l-4 border-accent bg-accent-soft px-4 py-3">
          <RichText text={block.text} />
        </p>
      );
    case "list":
      return <List {...block} />;
    case "table":
      return <DocsTable {...block} />;
    case "code":
      return <CodeBlock snippets={block.snippets} />;
  }
}

function List({ isOrdered, items }: Extract<Block, { kind: "list" }>) {
  const Tag = isOrdered ? "ol" : "ul";
  return (
    <Tag className={`grid gap-1.5 pl-5 marker:text-muted ${isOrdered ? "list-decimal" : "list-disc"}`}>
      {items.map((item) => (
        <li key={item} className="min-w-0 pl-1 break-words">
          <RichText text={item} />
        </li>
      ))}
    </Tag>
  );
}

function DocsTable({ caption, head, rows }: Extract<Block, { kind: "table" }>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard has to reach it.
    <section tabIndex={0} aria-label={caption} className="overflow-x-auto rounded-lg border bg-surface">
      <table className="w-full border-collapse text-[0.8125rem]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b bg-subtle text-left text-xs text-muted">
            {head.map((title) => (
              <th key={title} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                <RichText text={title} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("|")} className="border-b align-top last:border-b-0">
              {row.map((cell, column) => (
                <td key={head[column]} className="min-w-24 px-3 py-2 first:whitespace-nowrap">
                  <RichText text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
