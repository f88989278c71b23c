import type { Tone } from "@/components/ui/badge";
import type { EmailDetail } from "@/lib/contracts/email";
import type { EmailEvent, EmailEventType } from "@/lib/contracts/email-event";

/** One line of an email's timeline. */
export interface TimelineStep {
  key: string;
  tone: Tone;
  title: string;
  /** What it means, or the provider's own words. */
  words: readonly string[];
  at: string;
}

/** How an email ends that was not sent, or of which that is not known. */
const ends: Partial<Record<EmailDetail["status"], { tone: Tone; title: string; words: string }>> = {
  failed: { tone: "danger", title: "Failed", words: "It was not sent, and its credits were given back." },
  canceled: { tone: "neutral", title: "Canceled", words: "Its credits were given back." },
  unresolved: {
    tone: "warning",
    title: "Outcome unknown",
    words: "Its credits stay on hold until it is known.",
  },
};

const events: Record<EmailEventType, { tone: Tone; title: string }> = {
  scheduled: { tone: "accent", title: "Scheduled at the mail provider" },
  sent: { tone: "accent", title: "On its way to the recipient's server" },
  delivery_delayed: { tone: "warning", title: "Delivery is delayed" },
  delivered: { tone: "success", title: "Delivered" },
  opened: { tone: "success", title: "Opened" },
  clicked: { tone: "success", title: "Link clicked" },
  failed: { tone: "danger", title: "The mail provider gave up" },
  suppressed: { tone: "warning", title: "Not delivered: the address is suppressed" },
  bounced: { tone: "danger", title: "Bounced" },
  complained: { tone: "danger", title: "Marked as spam by the recipient" },
};

/** An email's life, oldest first: what MailKit did, to the end if it was not sent, then what Resend told. Clocks differ, so the two are not mixed. */
export function timelineOf(email: EmailDetail): TimelineStep[] {
  const own: TimelineStep[] = [
    { key: "accepted", tone: "neutral", title: "Accepted", words: [], at: email.created_at },
  ];
  if (email.sent_at)
    own.push({ key: "sent", tone: "accent", title: "Sent", words: ["Resend took it."], at: email.sent_at });
  const end = ends[email.status];
  if (end && email.settled_at) {
    // Why stands above.
    own.push({
      key: "end",
      tone: end.tone,
      title: end.title,
      words: [end.words],
      at: email.settled_at,
    });
  }
  // That it is on its way says no more than that it was sent.
  const told = email.events.filter(({ type }) => type !== "sent" || email.sent_at === null);
  return [...own, ...told.map(toStep)];
}

function toStep(event: EmailEvent): TimelineStep {
  return { key: event.id, ...events[event.type], words: wordsOf(event), at: event.occurred_at };
}

function wordsOf({ bounce, click, failed, suppressed }: EmailEvent): string[] {
  const words = [
    bounce && [bounce.type, bounce.subType].filter(Boolean).join(", "),
    bounce?.message,
    ...(bounce?.diagnosticCode ?? []),
    click?.link,
    failed?.reason,
    suppressed?.message,
  ];
  return [...new Set(words.filter((word): word is string => Boolean(word)))];
}
