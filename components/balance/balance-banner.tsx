"use client";

import { useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { BuyTopUp } from "@/components/billing/checkout-buttons";
import { useCredits } from "@/components/credits/use-credits";
import { formatCount, formatCounted } from "@/components/format";
import { Banner } from "@/components/ui/banner";
import { cn } from "@/components/ui/cn";
import { catalogue } from "@/lib/catalogue";
import { type AlertLevel, DISMISSED_ALERT_COOKIE } from "@/lib/contracts/alert-levels";
import type { Credits } from "@/lib/contracts/credits";

/** Soon enough that a number on screen is never a surprise, and within what the ledger can answer. */
const REFRESH_MS = 5000;
/** Credits live a month, so an alert that was put away is long over by then. */
const DISMISSED_FOR_SECONDS = 60 * 24 * 60 * 60;

type Tone = "info" | "warning" | "danger";
const tones: Record<Exclude<AlertLevel, "none">, Tone> = {
  low: "info",
  very_low: "warning",
  critical: "danger",
  empty: "danger",
};

/**
 * The warning on every page, and what keeps the balance fresh there. Without data it says nothing: a low balance
 * must never be claimed because something is missing. While a checkout is confirmed, the page speaks of that; while sending
 * is paused, more credits would be of no use.
 *
 * `dismissed` is the alert that the reader has put away in this browser, by the moment at which the customer was told of
 * it: a deeper level, and the same one after more credits came and went, are other moments, so they are shown.
 */
export function BalanceBanner({ dismissed: remembered }: { dismissed: string | null }) {
  const { credits } = useCredits(REFRESH_MS);
  const [dismissed, setDismissed] = useState(remembered);
  const isConfirming = useSearchParams().has("checkout");
  const level = credits?.alert ?? "none";
  const isDismissed = level !== "empty" && credits !== undefined && dismissed === momentOf(credits);
  const isPaused = credits?.sending?.kind === "paused";
  const isShown = level !== "none" && !isConfirming && !isPaused && !isDismissed;

  function dismiss(): void {
    if (!credits) return;
    // A cookie rather than the browser's store: the server leaves the banner out, so that the page does not jump.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${DISMISSED_ALERT_COOKIE}=${momentOf(credits)}; path=/dashboard; max-age=${DISMISSED_FOR_SECONDS}; samesite=lax`;
    setDismissed(momentOf(credits));
    document.getElementById("content")?.focus();
  }

  const banner = isShown && credits && (
    <Banner
      tone={tones[level]}
      title={<Title level={level} available={credits.available} />}
      // Its colours call; the button that stands out is the page's own.
      action={
        <BuyTopUp
          size="sm"
          variant="secondary"
          label={`Buy ${formatCount(catalogue.topup.credits)} credits`}
        />
      }
      {...(level !== "empty" && { onDismiss: dismiss })}
    />
  );
  const isUrgent = level === "critical" || level === "empty";
  // Both regions are there from the beginning: a region that comes with its words is not read out by every reader.
  return (
    <div className={cn(!isShown && "-mb-5")} data-testid="balance-alert">
      <div role="status">{!isUrgent && banner}</div>
      <div role="alert">{isUrgent && banner}</div>
    </div>
  );
}

/** Names an alert. Anything that is put into the cookie has characters of a time or a level only. */
const momentOf = ({ alert, alert_since }: Credits) => alert_since ?? alert;

function Title({ level, available }: { level: Exclude<AlertLevel, "none">; available: number }): ReactNode {
  // The number changes with every email; read out is the level, with the number of that moment.
  const left = <span aria-live="off">{formatCounted(available, "credit")} left.</span>;
  if (level === "empty") return "No credits left. Sending is stopped.";
  if (level === "critical") return <>Almost out of credits: {left} Sending stops at zero.</>;
  return level === "very_low" ? (
    <>Credits are running low: only {left}</>
  ) : (
    <>Credits are running low: {left}</>
  );
}
