import { formatCount, formatCounted } from "@/components/format";
import type { Credits } from "@/lib/contracts/credits";

/** `2 recipients = 2 credits, 4,231 left`. */
export function CostLine({ recipients, credits }: { recipients: number; credits: Credits | undefined }) {
  return (
    <p className="text-muted tabular-nums">
      {formatCounted(recipients, "recipient")} = {formatCounted(recipients, "credit")}
      {credits && `, ${formatCount(credits.available)} left`}
    </p>
  );
}

/** Why this email cannot be paid for, or null. Without data the server decides. */
export function refusalOf(recipients: number, credits: Credits | undefined): string | null {
  if (!credits) return null;
  if (credits.status === "none") return "You have no credits yet. Get the first ones under Billing.";
  if (credits.available <= 0) return "No credits left. Sending is stopped until you buy more.";
  if (recipients > credits.available) {
    return `This email needs ${formatCounted(recipients, "credit")}, and ${formatCount(credits.available)} are left.`;
  }
  return null;
}
