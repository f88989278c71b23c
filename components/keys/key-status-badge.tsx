import { Badge, type Tone } from "@/components/ui/badge";
import type { Key } from "@/lib/contracts/keys";

const badges: Record<Exclude<Key["status"], "active">, { tone: Tone; text: string }> = {
  no_domain: { tone: "warning", text: "Domain removed" },
  expired: { tone: "neutral", text: "Expired" },
  revoked: { tone: "neutral", text: "Revoked" },
};

/** Why a key can't be used; nothing for one that can. */
export function KeyStatusBadge({ status }: { status: Key["status"] }) {
  return status !== "active" && <Badge tone={badges[status].tone}>{badges[status].text}</Badge>;
}
