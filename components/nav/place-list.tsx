"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import type { Place } from "./places";

/**
 * Links to pages, and which of them is open. The first is where the others begin, so it is open only as itself.
 * `onNavigate` lets a menu close itself; `prefetch={false}` is for pages that cost much to make.
 */
export function PlaceList({
  label,
  places,
  className,
  prefetch = null,
  onNavigate,
}: {
  label: string;
  places: readonly Place[];
  className: string;
  prefetch?: false | null;
  onNavigate?: (() => void) | undefined;
}) {
  const pathname = usePathname();
  return (
    <nav aria-label={label}>
      <ul className={cn("gap-0.5", className)}>
        {places.map(({ href, label, icon: Icon }, index) => {
          const isHere = index === 0 ? pathname === href : pathname.startsWith(href);
          return (
            <li key={href}>
              <Link
                href={href}
                prefetch={prefetch}
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
