"use client";

import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { useCredits } from "@/components/credits/use-credits";
import { formatCounted } from "@/components/format";
import { Banner } from "@/components/ui/banner";
import { Spinner } from "@/components/ui/spinner";
import { catalogue } from "@/lib/catalogue";
import type { CheckoutState } from "@/lib/contracts/checkout";
import { isUuid } from "@/lib/contracts/uuid";
import { BuyTopUp, Subscribe } from "./checkout-buttons";
import { type CheckoutPhase, useCheckoutState } from "./use-checkout-state";

const FAST_REFRESH_MS = 1000;

/**
 * What became of a checkout, for someone who comes back from Dodo. Of the address it takes only which checkout to
 * ask about; the state comes from the server, and credits come from Dodo alone.
 */
export function CheckoutReturn() {
  const params = useSearchParams();
  // Kept beside the address, which is cleaned as soon as the end is known, so that a reload does not repeat it.
  const [checkoutId] = useState(() => idOf(params.get("checkout")));
  const [isCancelled] = useState(() => params.has("checkout_cancelled"));
  const { phase, state } = useCheckoutState(checkoutId);
  const isPending = checkoutId !== null && (phase === "confirming" || phase === "paid" || phase === "open");
  const isOver = isCancelled || phase === "credited" || phase === "failed" || phase === "unknown";
  const { retry: refreshCredits } = useCredits(isPending ? FAST_REFRESH_MS : 0);

  useEffect(() => {
    // With the state that is there, Next takes it for its own doing. A new one would be a navigation to it, and would call
    // off the one that a person has just begun.
    if (isOver) window.history.replaceState(window.history.state, "", window.location.pathname);
  }, [isOver]);
  useEffect(() => {
    if (phase === "credited") refreshCredits();
  }, [phase, refreshCredits]);

  if (isCancelled)
    return <Banner role="status" tone="info" title="Checkout cancelled. Nothing was charged." />;
  if (!checkoutId) return null;
  return <Outcome phase={phase} state={state} />;
}

const idOf = (text: string | null) => (text !== null && isUuid(text) ? text : null);

/** What stands out is the action of the page that it stands on. */
const looks = { size: "sm", variant: "secondary", label: "Try again" } as const;

const waiting = (text: string): ReactNode => (
  <span className="flex items-center gap-2">
    {text}
    <Spinner />
  </span>
);

function Outcome({ phase, state }: { phase: CheckoutPhase; state: CheckoutState | undefined }) {
  const isSame = ({ key }: { key: string }) => key === state?.offer;
  const again =
    state?.kind === "plan" ? (
      <Subscribe plan={catalogue.plans.find(isSame)} {...looks} />
    ) : (
      <BuyTopUp pack={catalogue.packs.find(isSame)} {...looks} />
    );
  switch (phase) {
    case "confirming":
      return <Banner role="status" tone="info" title={waiting("Confirming your payment…")} />;
    case "paid":
      return <Banner role="status" tone="info" title={waiting("Payment received, adding your credits…")} />;
    case "credited":
      return (
        <Banner
          role="status"
          tone="success"
          title={`${formatCounted(state?.credits ?? 0, "credit")} added.`}
        />
      );
    case "failed":
      return (
        <Banner
          role="alert"
          tone="danger"
          title="Your payment was declined. Nothing was charged."
          action={again}
        />
      );
    case "open":
      return (
        <Banner role="status" tone="warning" title="Checkout was not completed." action={again}>
          If you did pay, the credits appear by themselves as soon as Dodo confirms it.
        </Banner>
      );
    case "late":
      return (
        <Banner role="status" tone="info" title="Dodo has not confirmed the payment yet.">
          Credits appear by themselves as soon as it does. You can leave this page.
        </Banner>
      );
    case "unknown":
      return (
        <Banner role="status" tone="warning" title="This checkout is not known.">
          It may belong to another account. Credits that you paid for appear by themselves.
        </Banner>
      );
  }
}
