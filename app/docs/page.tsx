import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GuidePage } from "@/components/docs/guide-page";
import { catalogue } from "@/lib/catalogue";
import { findGuide } from "@/lib/docs/guides";
import { docsNavigation } from "@/lib/docs/navigation";

export const metadata: Metadata = {
  title: "Documentation",
  description: `Send your first email with ${catalogue.productName}, and everything after it.`,
};

/** The first page of the documentation is the quick start. */
export default function DocsPage() {
  const guide = findGuide("quick-start");
  if (!guide) notFound();
  return <GuidePage guide={guide} href="/docs" groups={docsNavigation()} />;
}
