import { Badge } from "@/components/ui/badge";
import type { Webhook, WebhookMessage } from "@/lib/contracts/resend/webhooks";

export function WebhookBadge({ webhook: { status, failing_since } }: { webhook: Webhook }) {
  if (status === "disabled") return <Badge tone="neutral">Disabled</Badge>;
  if (failing_since) return <Badge tone="warning">Failing</Badge>;
  return <Badge tone="success">Enabled</Badge>;
}

export function MessageBadge({ message: { state, attempts } }: { message: WebhookMessage }) {
  if (state === "delivered") return <Badge tone="success">Delivered</Badge>;
  if (state === "failed") return <Badge tone="danger">Failed</Badge>;
  if (state === "discarded") return <Badge tone="neutral">Discarded</Badge>;
  return attempts > 0 ? <Badge tone="warning">Retrying</Badge> : <Badge tone="accent">Pending</Badge>;
}
