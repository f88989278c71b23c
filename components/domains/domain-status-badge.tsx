import { Badge, type Tone } from "@/components/ui/badge";
import type { DomainStatus, RecordStatus } from "@/lib/contracts/resend/domain";

const badges: Record<DomainStatus | RecordStatus, { tone: Tone; text: string }> = {
  not_started: { tone: "neutral", text: "Not checked" },
  pending: { tone: "accent", text: "Pending" },
  verified: { tone: "success", text: "Verified" },
  failed: { tone: "danger", text: "Failed" },
  partially_verified: { tone: "warning", text: "Partly verified" },
  partially_failed: { tone: "warning", text: "Partly failed" },
  temporary_failure: { tone: "warning", text: "Not found lately" },
};

/** How a domain or one of its records stands. */
export function DomainStatusBadge({ status }: { status: DomainStatus | RecordStatus }) {
  return <Badge tone={badges[status].tone}>{badges[status].text}</Badge>;
}
