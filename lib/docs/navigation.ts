import "server-only";
import type { DocsNavGroup } from "../contracts/docs";
import { guideGroups, guideHref } from "./guides";
import { referencePages } from "./reference";

/** Every page of the documentation, in the order in which it is read. */
export function docsNavigation(): DocsNavGroup[] {
  return [
    ...guideGroups().map(({ title, guides }) => ({
      title,
      links: guides.map((guide) => ({ href: guideHref(guide), title: guide.title })),
    })),
    {
      title: "API reference",
      links: [
        { href: "/docs/api", title: "Overview" },
        ...referencePages().map(({ slug, title }) => ({ href: `/docs/api/${slug}`, title })),
      ],
    },
  ];
}
