"use client";

import type { ComponentProps } from "react";
import { formatPrice } from "@/components/format";
import { useRefusal } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import { catalogue, type Pack, type Plan } from "@/lib/catalogue";
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

/** Buys a plan, the first of the catalogue if none is given. */
export function Subscribe({
  plan = catalogue.plan,
  label = `Subscribe for ${formatPrice(plan.priceMinor, plan.currency)} a ${plan.interval}`,
  ...looks
}: Looks & { plan?: Plan }) {
  return <CheckoutButton target={{ plan: plan.key }} label={label} {...looks} />;
}

/** Buys a pack, the first of the catalogue if none is given. */
export function BuyTopUp({
  pack = catalogue.topup,
  label = `Buy top-up for ${formatPrice(pack.priceMinor, pack.currency)}`,
  ...looks
}: Looks & { pack?: Pack }) {
  return <CheckoutButton target={{ pack: pack.key }} label={label} {...looks} />;
}

/** Dodo's portal: plan, card, invoices. */
export function ManageBilling({ label = "Manage billing", variant = "secondary", ...looks }: Looks) {
  return <CheckoutButton target="portal" label={label} variant={variant} {...looks} />;
}
