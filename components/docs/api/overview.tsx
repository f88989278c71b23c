import Link from "next/link";
import type { DocsNavGroup } from "@/lib/contracts/docs";
import { Blocks } from "../blocks";
import { DocsFrame } from "../docs-frame";
import { DocsSection } from "../docs-section";
import { RichText } from "../rich-text";
import { MethodBadge } from "./method-badge";

interface ApiOverviewProps {
  groups: readonly DocsNavGroup[];
  pages: readonly {
    slug: string;
    title: string;
    summary: string;
    operations: readonly { id: string; method: string; path: string; operation: { summary: string } }[];
  }[];
  baseUrl: string;
}

/** Where the API is, how to be let in, and all that it can do. */
export function ApiOverview({ groups, pages, baseUrl }: ApiOverviewProps) {
  const contents = [
    { id: "basics", title: "Basics" },
    ...pages.map(({ slug, title }) => ({ id: slug, title })),
  ];
  return (
    <DocsFrame
      groups={groups}
      current="/docs/api"
      title="API reference"
      summary="Every operation, its fields, its answers and its errors."
      contents={contents}
    >
      <DocsSection id="basics" title="Basics">
        <Blocks blocks={[{ kind: "list", isOrdered: false, items: basics(baseUrl) }]} />
      </DocsSection>
      {pages.map(({ slug, title, summary, operations }) => (
        <DocsSection key={slug} id={slug} title={title}>
          <p>
            <RichText text={summary} />
          </p>
          <ul className="divide-y rounded-lg border bg-surface text-sm">
            {operations.map(({ id, method, path, operation }) => (
              <li key={id} className="relative flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2.5">
                <span className="w-14">
                  <MethodBadge method={method} />
                </span>
                <code className="font-mono text-xs break-all sm:w-72">{path}</code>
                <Link
                  href={{ pathname: `/docs/api/${slug}`, hash: id }}
                  prefetch={false}
                  className="font-medium after:absolute after:inset-0 hover:underline"
                >
                  {operation.summary}
                </Link>
              </li>
            ))}
          </ul>
        </DocsSection>
      ))}
    </DocsFrame>
  );
}

const basics = (baseUrl: string) => [
  `The address is \`${baseUrl}\`. Requests and answers are JSON in UTF-8.`,
  "Every request carries a key: `Authorization: Bearer mk_…`. Make one on the page [API keys](/dashboard/keys).",
  "Ids are UUIDs, times are ISO 8601 in UTC. Unknown fields of a request are ignored, but for `POST /api/send`.",
  'Lists are `{ "object": "list", "has_more": …, "data": […] }`, newest first, in pages of `limit` entries `after` or `before` an id.',
  "An answer has at least the fields that are named here. New ones may come.",
  "Errors have a status of 400 or more and say what to do: see [Errors](/docs/errors).",
  "The same as a file: [openapi.json](/openapi.json) (OpenAPI 3.1), and [llms.txt](/llms.txt) for language models.",
];
