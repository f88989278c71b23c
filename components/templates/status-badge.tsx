import { Badge } from "@/components/ui/badge";
import type { TemplateEntry } from "@/lib/contracts/template";

type Standing = Pick<TemplateEntry, "status" | "has_unpublished_versions">;

/** Whether a template can be sent, and whether what is sent is what was saved last. */
export function TemplateBadge({ template: { status, has_unpublished_versions } }: { template: Standing }) {
  if (status === "draft") return <Badge tone="neutral">Draft</Badge>;
  if (has_unpublished_versions) return <Badge tone="warning">Changed</Badge>;
  return <Badge tone="success">Published</Badge>;
}
