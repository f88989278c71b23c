"use client";

import { Activity, Coins, type LucideIcon, Scale, ScrollText, Users, Webhook } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";

const items: readonly { href: Route; label: string; icon: LucideIcon }[] = [
  { href: "/operator", label: "System", icon: Activity },
  { href: "/operator/customers", label: "Customers", icon: Users },
  { href: "/operator/webhooks", label: "Webhooks", icon: Webhook },
  { href: "/operator/drift", label: "Drift", icon: Scale },
  { href: "/operator/money", label: "Money", icon: Coins },
  { href: "/operator/log", label: "Log", icon: ScrollText },
];

/** The operator's pages, side by side; on a phone in two rows. */
export function OperatorNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Operator">
      <ul className="flex flex-wrap gap-0.5">
        {items.map(({ href, label, icon: Icon }) => {
          const isHere = href === "/operator" ? pathname === href : pathname.startsWith(href);
          return (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                aria-current={isHere ? "page" : undefined}
                className={cn(
                  "flex h-9 items-center gap-2 rounded-md px-2.5 text-sm font-medium text-muted hover:bg-subtle hover:text-foreground",
                  isHere && "bg-subtle text-foreground",
                )}
              >
                <Icon aria-hidden className="size-4" />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
