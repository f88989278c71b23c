import type { DocsNavGroup, Guide } from "@/lib/contracts/docs";
import { Blocks } from "./blocks";
import { DocsFrame } from "./docs-frame";
import { DocsSection } from "./docs-section";

interface GuidePageProps {
  guide: Guide;
  href: string;
  groups: readonly DocsNavGroup[];
}

export function GuidePage({ guide, href, groups }: GuidePageProps) {
  const { title, summary, sections } = guide;
  return (
    <DocsFrame groups={groups} current={href} title={title} summary={summary} contents={sections}>
      {sections.map(({ id, title, blocks }) => (
        <DocsSection key={id} id={id} title={title}>
          <Blocks blocks={blocks} />
        </DocsSection>
      ))}
    </DocsFrame>
  );
}
