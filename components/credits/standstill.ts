import type { Credits } from "@/lib/contracts/credits";

/**
 * Why nothing at all can be sent at present, and what to do about it; null if something can. What keeps every email back
 * comes before having no credits, as on the balance card. Without data the server decides. Pure.
 */
export function standstillOf(credits: Credits | undefined): string | null {
  if (!credits) return null;
  const { sending, status, available } = credits;
  if (sending && !sending.is_accepting) {
    if (sending.kind === "paused")
      return `Sending is paused. ${sending.reason} Write to support to have it resumed.`;
    return sending.kind === "halted"
      ? `${sending.reason} Try again later.`
      : "Your limit for today is reached. You can send again tomorrow (UTC).";
  }
  if (status === "none") return "You have no credits yet. Get the first ones under Billing.";
  return available <= 0 ? "No credits left. Sending is stopped until you buy more." : null;
}
