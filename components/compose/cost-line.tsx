import { standstillOf } from "@/components/credits/standstill";
import { formatCount, formatCounted } from "@/components/format";
import type { Credits } from "@/lib/contracts/credits";
import type { DryRun } from "@/lib/contracts/resend/emails";

/** What an email costs. Suppressed recipients are skipped and cost nothing, once the server has said who they are. */
export interface Cost {
  recipients: number;
  skipped: readonly string[];
  credits: number;
}

export function costOf(recipients: number, dryRun: DryRun | undefined): Cost {
  const skipped = recipients > 0 ? (dryRun?.skipped ?? []) : [];
  return { recipients, skipped, credits: recipients - skipped.length };
}

/** `2 recipients = 2 credits, 4,231 left`. */
export function CostLine({ cost, credits }: { cost: Cost; credits: Credits | undefined }) {
  return (
    <p className="text-muted tabular-nums">
      {formatCounted(cost.recipients, "recipient")}
      {cost.skipped.length > 0 && (
        <span title={cost.skipped.join(", ")}>
          , {formatCount(cost.skipped.length)} on your suppression list and skipped
        </span>
      )}{" "}
      = {formatCounted(cost.credits, "credit")}
      {credits && `, ${formatCount(credits.available)} left`}
    </p>
  );
}

/** Why this email cannot be sent, or paid for, or null. Without data the server decides. */
export function refusalOf({ credits: required }: Cost, credits: Credits | undefined): string | null {
  const standstill = standstillOf(credits);
  if (!credits || standstill) return standstill;
  const needs = `This email needs ${formatCounted(required, "credit")}, and`;
  const { available, sending } = credits;
  if (required > available) return `${needs} ${formatCount(available)} are left.`;
  const today = sending?.left_today ?? required;
  return required > today ? `${needs} your daily limit leaves ${formatCount(today)} for today.` : null;
}

/** What the server would refuse an email for, where no field says it. Credits have a line of their own. */
export function objectionOf(dryRun: DryRun | undefined): string | null {
  const isSaidElsewhere = dryRun?.reason === "insufficient_credits" || dryRun?.reason === "invalid_input";
  return isSaidElsewhere ? null : (dryRun?.message ?? null);
}
