"use client";

import { useCredits } from "@/components/credits/use-credits";
import { BuyTopUp, ManageBilling, Subscribe } from "./checkout-buttons";
import { planNeed } from "./plan";

/** The buttons under the balance. Only a payment that failed stands out; that credits are low is for the banner to say. */
export function BillingActions() {
  const { credits } = useCredits();
  if (!credits) return null;
  const need = planNeed(credits.plan);
  return (
    <>
      {need === "fix_payment" && <ManageBilling variant="primary" label="Fix payment" />}
      {need === "subscribe" && <Subscribe variant="secondary" />}
      <BuyTopUp variant="secondary" />
      {need !== "fix_payment" && credits.status !== "none" && <ManageBilling />}
    </>
  );
}
