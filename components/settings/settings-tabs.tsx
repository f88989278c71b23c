"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";

const tabs: readonly { href: Route; label: string }[] = [
  { href: "/dashboard/settings", label: "Profile" },
  { href: "/dashboard/settings/members", label: "Members" },
  { href: "/dashboard/settings/sessions", label: "Sessions" },
  { href: "/dashboard/settings/data", label: "Data" },
];

/** The parts of the settings, each a page of its own. */
export function SettingsTabs() {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="inline-flex gap-1 rounded-lg bg-subtle p-1">
        {tabs.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname === href ? "page" : undefined}
              className={cn(
                "inline-flex h-7 items-center rounded-md px-3 text-[0.8125rem] font-medium whitespace-nowrap text-muted transition-colors hover:text-foreground max-sm:px-2.5",
                pathname === href && "bg-surface text-foreground shadow-card",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
