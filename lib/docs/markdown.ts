import "server-only";
import type { Block, Guide } from "../contracts/docs";

/** A guide as Markdown, with full addresses, for readers that are programs. */
export function toMarkdown({ title, summary, sections }: Guide, baseUrl: string): string {
  const parts = sections.flatMap((section) => [
    `## ${section.title}`,
    ...section.blocks.map(blockToMarkdown),
  ]);
  return `${[`# ${title}`, summary, ...parts].map((part) => withFullLinks(part, baseUrl)).join("\n\n")}\n`;
}

function blockToMarkdown(block: Block): string {
  switch (block.kind) {
    case "text":
      return block.text;
    case "note":
      return `> ${block.text}`;
    case "list":
      return block.items
        .map((item, index) => `${block.isOrdered ? `${index + 1}.` : "-"} ${item}`)
        .join("\n");
    case "table":
      return [block.head, block.head.map(() => "---"), ...block.rows].map(toRow).join("\n");
    case "code":
      return block.snippets
        .map(({ label, language, code }) => `${label}:\n\n\`\`\`${language}\n${code}\n\`\`\``)
        .join("\n\n");
  }
}

const toRow = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
const withFullLinks = (text: string, baseUrl: string) => text.replaceAll("](/", `](${baseUrl}/`);
