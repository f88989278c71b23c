import "server-only";

import type { Metadata } from "next";
import { z } from "zod";
import { LiveData } from "@/components/http/live-data";
import { suppressionsPath } from "@/components/suppressions/paths";
import { SuppressionsView } from "@/components/suppressions/suppressions-view";
import { requireViewer } from "@/lib/auth/session";
import { getSuppressions } from "@/lib/suppressions";

export const metadata: Metadata = { title: "Suppressions" };

const PAGE_SIZE = 25;

const querySchema = z.object({
  after: z.uuid().nullable().default(null).catch(null),
  search: z.string().trim().max(254).default("").catch(""),
});

export default async function SuppressionsPage({ searchParams }: PageProps<"/dashboard/suppressions">) {
  const { after, search } = querySchema.parse(await searchParams);
  const viewer = await requireViewer("/dashboard/suppressions");
  const query = { limit: PAGE_SIZE, after, search };
  // Not awaited: the frame of the page comes first.
  const list = getSuppressions(viewer.customerId, {
    limit: PAGE_SIZE,
    after: after ?? undefined,
    search,
  }).catch(() => undefined);
  return (
    <LiveData prefetched={{ [suppressionsPath(query)]: list }}>
      <SuppressionsView {...query} />
    </LiveData>
  );
}
