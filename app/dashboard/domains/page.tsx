import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { DomainList } from "@/components/domains/domain-list";
import { DOMAINS_PATH } from "@/components/domains/paths";
import { LiveData } from "@/components/http/live-data";
import { requireViewer } from "@/lib/auth/session";
import { listDomains } from "@/lib/domains";
import Loading from "./loading";

export const metadata: Metadata = { title: "Domains" };

/** As in the path that the browser asks; a customer has fewer. */
const LIMIT = 100;

export default async function DomainsPage() {
  const viewer = await requireViewer("/dashboard/domains");
  // Not awaited: the frame of the page comes first. What fails is explained by the route.
  const domains = listDomains(viewer.customerId, { limit: LIMIT }).catch(() => undefined);
  return (
    <LiveData prefetched={{ [DOMAINS_PATH]: domains }}>
      <Suspense fallback={<Loading />}>
        <DomainList />
      </Suspense>
    </LiveData>
  );
}
