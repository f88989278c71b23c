import { Badge, type Tone } from "@/components/ui/badge";
import type { EmailStatus, EmailSummary } from "@/lib/contracts/email";
import type { EmailEventType } from "@/lib/contracts/email-event";
import type { EmailState } from "@/lib/contracts/email-filter-names";

const statuses: Record<EmailStatus, { tone: Tone; text: string }> = {
  scheduled: { tone: "accent", text: "Scheduled" },
  queued: { tone: "neutral", text: "Queued" },
  sending: { tone: "accent", text: "Sending" },
  sent: { tone: "success", text: "Sent" },
  failed: { tone: "danger", text: "Failed" },
  canceled: { tone: "neutral", text: "Canceled" },
  unresolved: { tone: "warning", text: "Unresolved" },
};

/** What became of a sent email. */
const events: Record<EmailEventType, { tone: Tone; text: string }> = {
  scheduled: statuses.sent,
  sent: statuses.sent,
  delivery_delayed: { tone: "warning", text: "Delayed" },
  delivered: { tone: "success", text: "Delivered" },
  opened: { tone: "success", text: "Opened" },
  clicked: { tone: "success", text: "Clicked" },
  failed: { tone: "danger", text: "Not delivered" },
  suppressed: { tone: "warning", text: "Suppressed" },
  bounced: { tone: "danger", text: "Bounced" },
  complained: { tone: "danger", text: "Complained" },
};

/** How far an email has come: to Resend, and from there to its recipients. */
export function EmailStatusBadge({ email }: { email: Pick<EmailSummary, "status" | "last_event"> }) {
  const { tone, text } =
    email.status === "sent" && email.last_event ? events[email.last_event] : statuses[email.status];
  return <Badge tone={tone}>{text}</Badge>;
}

/** The badge's words for a state, as the filter names it. */
export function stateText(state: EmailState): string {
  if (state === "not_delivered") return events.failed.text;
  return { ...events, ...statuses }[state].text;
}
