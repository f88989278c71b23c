import "server-only";

import type { Metadata } from "next";
import { z } from "zod";
import { LiveData } from "@/components/http/live-data";
import { templatesPath } from "@/components/templates/paths";
import { TemplatesView } from "@/components/templates/templates-view";
import { requireViewer } from "@/lib/auth/session";
import { getTemplates } from "@/lib/templates";

export const metadata: Metadata = { title: "Templates" };

const PAGE_SIZE = 25;

const querySchema = z.object({
  after: z.uuid().nullable().default(null).catch(null),
  search: z.string().trim().max(100).default("").catch(""),
});

export default async function TemplatesPage({ searchParams }: PageProps<"/dashboard/templates">) {
  const { after, search } = querySchema.parse(await searchParams);
  const viewer = await requireViewer("/dashboard/templates");
  const query = { limit: PAGE_SIZE, after, search };
  // Not awaited: the frame of the page comes first.
  const list = getTemplates(viewer.customerId, {
    limit: PAGE_SIZE,
    after: after ?? undefined,
    search,
  }).catch(() => undefined);
  return (
    <LiveData prefetched={{ [templatesPath(query)]: list }}>
      <TemplatesView {...query} />
    </LiveData>
  );
}
