import type { Tone } from "@/components/ui/badge";
import type { CreditStatus, Credits } from "@/lib/contracts/credits";

interface Standing {
  tone: Tone;
  /** Whether emails can be sent, in a few words. */
  text: string;
  /** Why not, or not as many; null if the number beside it says all. */
  reason: string | null;
}

const byCredits: Record<CreditStatus, Standing> = {
  none: { tone: "neutral", text: "No credits yet", reason: null },
  ok: { tone: "success", text: "Ready to send", reason: null },
  low: { tone: "warning", text: "Running low", reason: null },
  empty: { tone: "danger", text: "Sending is stopped", reason: null },
};

/**
 * Whether a customer can send, in short. What keeps all of their emails back comes first, then having no credits, then
 * what keeps some of them back. Pure.
 */
export function standingOf({ status, sending }: Pick<Credits, "status" | "sending">): Standing {
  if (sending?.kind === "paused")
    return { tone: "danger", text: "Sending is paused", reason: `${sending.reason} Write to support.` };
  const hasCredits = status === "ok" || status === "low";
  if (sending?.kind === "halted") {
    const waits = sending.is_accepting && hasCredits;
    return {
      tone: waits ? "warning" : "danger",
      text: "Stopped for all",
      reason: `${sending.reason} ${waits ? "What you send is accepted, and waits." : "New emails are refused."}`,
    };
  }
  if (!sending || !hasCredits) return byCredits[status];
  if (!sending.is_accepting)
    return {
      tone: "warning",
      text: "Daily limit reached",
      reason: `${sending.reason} You can send again tomorrow (UTC).`.trim(),
    };
  return sending.kind === "slowed"
    ? { tone: "warning", text: "Slowed down", reason: sending.reason }
    : byCredits[status];
}
