"use client";

import {
  CreditCard,
  Globe,
  Keyboard,
  KeyRound,
  LayoutTemplate,
  LogOut,
  type LucideIcon,
  Send,
} from "lucide-react";
import type { Route } from "next";
import { places } from "@/components/nav/places";
import type { Shortcut } from "./shortcuts";

/** What a command does: it leads somewhere, or it is something that the palette's host can do. */
export type Deed = { to: Route } | { emailId: string } | { act: "buy" | "help" | "leave" | "palette" };

export interface Command {
  id: string;
  label: string;
  icon: LucideIcon;
  deed: Deed;
  /** Other words for it. */
  words: string;
  keys: readonly string[] | null;
}

export const pages: readonly Command[] = places.map(({ href, label, icon, shortcut }) => ({
  id: `page ${href}`,
  label,
  icon,
  deed: { to: href },
  words: "go to page open",
  keys: shortcut ? ["g", shortcut] : null,
}));

export const actions: readonly Command[] = [
  {
    id: "send",
    label: "Send an email",
    icon: Send,
    deed: { to: "/dashboard/send" },
    words: "compose write new mail schedule",
    keys: ["c"],
  },
  {
    id: "buy",
    label: "Buy credits",
    icon: CreditCard,
    deed: { act: "buy" },
    words: "top-up topup pay money pack",
    keys: null,
  },
  {
    id: "key",
    label: "Create an API key",
    icon: KeyRound,
    deed: { to: "/dashboard/keys?new" },
    words: "make token new add",
    keys: null,
  },
  {
    id: "domain",
    label: "Add a domain",
    icon: Globe,
    deed: { to: "/dashboard/domains?new" },
    words: "verify dns new create sender",
    keys: null,
  },
  {
    id: "template",
    label: "Create a template",
    icon: LayoutTemplate,
    deed: { to: "/dashboard/templates?new" },
    words: "new add content layout variables",
    keys: null,
  },
  {
    id: "help",
    label: "Keyboard shortcuts",
    icon: Keyboard,
    deed: { act: "help" },
    words: "keys help ?",
    keys: ["?"],
  },
  {
    id: "leave",
    label: "Sign out",
    icon: LogOut,
    deed: { act: "leave" },
    words: "log out leave exit",
    keys: null,
  },
];

type Bound = Command & Shortcut;
const isBound = (command: Command): command is Bound => command.keys !== null;

/** The commands that keys call. */
export const shortcuts: readonly Bound[] = [...pages, ...actions].filter(isBound);
