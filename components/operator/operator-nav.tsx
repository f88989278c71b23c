"use client";

import { Activity, Coins, Scale, ScrollText, Users, Webhook } from "lucide-react";
import { PlaceList } from "@/components/nav/place-list";
import type { Place } from "@/components/nav/places";

const places: readonly Place[] = [
  { href: "/operator", label: "System", icon: Activity },
  { href: "/operator/customers", label: "Customers", icon: Users },
  { href: "/operator/webhooks", label: "Webhooks", icon: Webhook },
  { href: "/operator/drift", label: "Drift", icon: Scale },
  { href: "/operator/money", label: "Money", icon: Coins },
  { href: "/operator/log", label: "Log", icon: ScrollText },
];

/** The operator's pages, side by side; on a phone in two rows. */
export function OperatorNav() {
  return <PlaceList label="Operator" places={places} className="flex flex-wrap" prefetch={false} />;
}
