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

/** A page that a menu leads to. */
export interface Place {
  href: Route;
  label: string;
  icon: LucideIcon;
  /** The key that leads there after `g`. */
  shortcut?: string;
}

/** All places of the dashboard, for the menu and for the command palette. */
export const places: readonly Place[] = [
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
