import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { LiveData } from "@/components/http/live-data";
import { RoleNote } from "@/components/role/role";
import { PageHeader } from "@/components/ui/page-header";
import { AddWebhook } from "@/components/webhooks/add-webhook";
import { WEBHOOKS_PATH } from "@/components/webhooks/paths";
import { RowsSkeleton } from "@/components/webhooks/rows-skeleton";
import { WebhookList } from "@/components/webhooks/webhook-list";
import { requireViewer } from "@/lib/auth/session";
import { WEBHOOKS_MAX } from "@/lib/contracts/webhook-rules";
import { listWebhooks } from "@/lib/outgoing";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const viewer = await requireViewer("/dashboard/webhooks");
  // Not awaited: the frame of the page comes first.
  const webhooks = listWebhooks(viewer.customerId, { limit: WEBHOOKS_MAX }).catch(() => undefined);
  return (
    <LiveData prefetched={{ [WEBHOOKS_PATH]: webhooks }}>
      <PageHeader title="Webhooks">
        <AddWebhook />
      </PageHeader>
      <RoleNote need="developer" title="You can see which webhooks there are, and nothing more of them." />
      <div className="rounded-lg border bg-surface shadow-card">
        <Suspense fallback={<RowsSkeleton of="webhooks" />}>
          <WebhookList />
        </Suspense>
      </div>
    </LiveData>
  );
}
