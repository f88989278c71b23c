import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { GuidePage } from "@/components/docs/guide-page";
import { findGuide, guideHref } from "@/lib/docs/guides";
import { docsNavigation } from "@/lib/docs/navigation";

export async function generateMetadata({ params }: PageProps<"/docs/[page]">): Promise<Metadata> {
  const guide = findGuide((await params).page);
  return guide ? { title: guide.title, description: guide.summary } : {};
}

export default async function GuideRoute({ params }: PageProps<"/docs/[page]">) {
  const guide = findGuide((await params).page);
  if (!guide) notFound();
  const href = guideHref(guide);
  if (href === "/docs") permanentRedirect("/docs");
  return <GuidePage guide={guide} href={href} groups={docsNavigation()} />;
}
