"use client";

import { useSearchParams } from "next/navigation";
import { BuyTopUp } from "@/components/billing/checkout-buttons";
import { formatCount, formatCounted } from "@/components/format";
import { Banner } from "@/components/ui/banner";
import { catalogue } from "@/lib/catalogue";
import { useCredits } from "./use-credits";

/** Soon enough that a number on screen is never a surprise, and within what the ledger can answer. */
const REFRESH_MS = 5000;

/**
 * The warning on every page, and what keeps the balance fresh there. Without data it says nothing: a low balance
 * must never be claimed because something is missing. While a checkout is confirmed, the page speaks of that.
 */
export function BalanceBanner() {
  const { credits } = useCredits(REFRESH_MS);
  const isConfirming = useSearchParams().has("checkout");
  if (!credits || isConfirming) return null;
  const action = <BuyTopUp size="sm" label={`Buy ${formatCount(catalogue.topup.credits)} credits`} />;
  if (credits.status === "empty") {
    return <Banner role="alert" tone="danger" title="No credits left. Sending is stopped." action={action} />;
  }
  if (credits.status === "low") {
    const left = `Credits are running low: ${formatCounted(credits.available, "credit")} left.`;
    return <Banner role="status" tone="warning" title={left} action={action} />;
  }
  return null;
}
