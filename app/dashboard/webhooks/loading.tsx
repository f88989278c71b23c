import { PageHeader } from "@/components/ui/page-header";
import { WebhookListSkeleton } from "@/components/webhooks/webhook-list-skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Webhooks" />
      <div className="rounded-lg border bg-surface shadow-card">
        <WebhookListSkeleton />
      </div>
    </>
  );
}
