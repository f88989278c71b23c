import type { Metadata } from "next";
import { ApiOverview } from "@/components/docs/api/overview";
import { docsNavigation } from "@/lib/docs/navigation";
import { referencePages } from "@/lib/docs/reference";
import { site } from "@/lib/docs/site";

export const metadata: Metadata = {
  title: "API reference",
  description: "Every operation of the API, its fields, its answers and its errors.",
};

export default function ApiPage() {
  return <ApiOverview groups={docsNavigation()} pages={referencePages()} baseUrl={site().baseUrl} />;
}
