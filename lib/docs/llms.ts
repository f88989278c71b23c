import "server-only";
import { openApiDocument } from "../openapi/document";
import { guideGroups } from "./guides";
import { referencePages } from "./reference";
import { site } from "./site";

/** What a language model should know to use MailKit: the guides and the operations, each in a line (llmstxt.org). */
export function llmsText(): string {
  const { baseUrl } = site();
  const { info } = openApiDocument();
  const guides = guideGroups().flatMap(({ title, guides }) => [
    `## ${title}`,
    guides
      .map(({ slug, title, summary }) => `- [${title}](${baseUrl}/docs/${slug}.md): ${summary}`)
      .join("\n"),
  ]);
  const operations = referencePages().flatMap(({ slug, title, operations }) => [
    `### ${title}`,
    operations
      .map(({ id, method, path, operation }) => {
        const name = `\`${method.toUpperCase()} ${path}\``;
        return `- [${name}](${baseUrl}/docs/api/${slug}#${id}): ${operation.summary}. ${operation.description}`;
      })
      .join("\n"),
  ]);
  const api = `The API is described as OpenAPI 3.1 in [openapi.json](${baseUrl}/openapi.json). Its address is ${baseUrl}; every request carries \`Authorization: Bearer mk_…\`.`;
  return `${[`# ${info.title}`, `> ${info.description}`, ...guides, "## API", api, ...operations].join("\n\n")}\n`;
}
