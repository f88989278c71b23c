"use client";

import type { ComponentProps } from "react";
import { formatPrice } from "@/components/format";
import { useRefusal } from "@/components/shell/role";
import { Button } from "@/components/ui/button";
import { catalogue } from "@/lib/catalogue";
import { type CheckoutTarget, useCheckout } from "./use-checkout";

type Looks = Pick<ComponentProps<typeof Button>, "variant" | "size" | "className"> & { label?: string };

function CheckoutButton({ target, label, ...looks }: Looks & { target: CheckoutTarget; label: string }) {
  const { isPending, start } = useCheckout(target);
  const refusal = useRefusal("billing");
  return (
    <Button
      {...looks}
      isPending={isPending}
      disabled={refusal !== null}
      title={refusal ?? undefined}
      onClick={start}
    >
      {label}
    </Button>
  );
}

export function Subscribe({
  label = `Subscribe for ${formatPrice(catalogue.plan.priceMinor)} a month`,
  ...looks
}: Looks) {
  return <CheckoutButton target="subscribe" label={label} {...looks} />;
}

export function BuyTopUp({
  label = `Buy top-up for ${formatPrice(catalogue.topup.priceMinor)}`,
  ...looks
}: Looks) {
  return <CheckoutButton target="topup" label={label} {...looks} />;
}

/** Dodo's portal: plan, card, invoices. */
export function ManageBilling({ label = "Manage billing", variant = "secondary", ...looks }: Looks) {
  return <CheckoutButton target="portal" label={label} variant={variant} {...looks} />;
}
