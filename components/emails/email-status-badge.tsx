import { Badge, type Tone } from "@/components/ui/badge";
import type { EmailStatus } from "@/lib/contracts/email";

const badges: Record<EmailStatus, { tone: Tone; text: string }> = {
  queued: { tone: "neutral", text: "Queued" },
  sending: { tone: "accent", text: "Sending" },
  sent: { tone: "success", text: "Sent" },
  failed: { tone: "danger", text: "Failed" },
  unresolved: { tone: "warning", text: "Unresolved" },
};

export function EmailStatusBadge({ status }: { status: EmailStatus }) {
  return <Badge tone={badges[status].tone}>{badges[status].text}</Badge>;
}
