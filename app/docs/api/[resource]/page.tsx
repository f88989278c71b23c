import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Operation } from "@/components/docs/api/operation";
import { DocsFrame } from "@/components/docs/docs-frame";
import { docsNavigation } from "@/lib/docs/navigation";
import { referencePages, referenceSchemas } from "@/lib/docs/reference";

const findPage = (slug: string) => referencePages().find((page) => page.slug === slug);

export async function generateMetadata({ params }: PageProps<"/docs/api/[resource]">): Promise<Metadata> {
  const page = findPage((await params).resource);
  return page ? { title: `${page.title}, API reference`, description: page.summary } : {};
}

export default async function ReferenceRoute({ params }: PageProps<"/docs/api/[resource]">) {
  const page = findPage((await params).resource);
  if (!page) notFound();
  const { slug, title, summary, operations } = page;
  return (
    <DocsFrame
      groups={docsNavigation()}
      current={`/docs/api/${slug}`}
      title={title}
      summary={summary}
      contents={operations.map(({ id, operation }) => ({ id, title: operation.summary }))}
    >
      {operations.map((operation) => (
        <Operation key={operation.id} {...operation} schemas={referenceSchemas()} />
      ))}
    </DocsFrame>
  );
}
