"use client";

import {
  CreditCard,
  Globe,
  KeyRound,
  LayoutDashboard,
  LayoutTemplate,
  type LucideIcon,
  Mails,
  MailX,
  Send,
  Settings,
  Webhook,
} from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";

interface Place {
  href: Route;
  label: string;
  icon: LucideIcon;
  /** The key that leads there after `g`. */
  shortcut?: string;
}

/** All places of the dashboard, for the menu and for the command palette. */
export const items: readonly Place[] = [
  { href: "/dashboard", label: "Overview", icon: LayoutDashboard, shortcut: "o" },
  { href: "/dashboard/send", label: "Send", icon: Send, shortcut: "s" },
  { href: "/dashboard/emails", label: "Emails", icon: Mails, shortcut: "e" },
  { href: "/dashboard/templates", label: "Templates", icon: LayoutTemplate, shortcut: "t" },
  { href: "/dashboard/domains", label: "Domains", icon: Globe, shortcut: "d" },
  { href: "/dashboard/suppressions", label: "Suppressions", icon: MailX, shortcut: "u" },
  { href: "/dashboard/webhooks", label: "Webhooks", icon: Webhook, shortcut: "w" },
  { href: "/dashboard/keys", label: "API keys", icon: KeyRound, shortcut: "k" },
  { href: "/dashboard/billing", label: "Billing", icon: CreditCard, shortcut: "b" },
  { href: "/dashboard/settings", label: "Settings", icon: Settings, shortcut: "p" },
];

/** The places of the dashboard. `onNavigate` lets a menu close itself. */
export function Nav({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Dashboard">
      <ul className="grid gap-0.5">
        {items.map(({ href, label, icon: Icon }) => {
          const isHere = href === "/dashboard" ? pathname === href : pathname.startsWith(href);
          return (
            <li key={href}>
              <Link
                href={href}
                onClick={onNavigate}
                aria-current={isHere ? "page" : undefined}
                className={cn(
                  "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium transition-colors hover:bg-subtle hover:text-foreground",
                  isHere ? "bg-subtle text-foreground" : "text-muted",
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
