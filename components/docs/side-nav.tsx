import Link from "next/link";
import { cn } from "@/components/ui/cn";
import type { DocsNavGroup } from "@/lib/contracts/docs";

interface SideNavProps {
  groups: readonly DocsNavGroup[];
  current: string;
  label: string;
}

/** Every page of the documentation. */
export function SideNav({ groups, current, label }: SideNavProps) {
  return (
    <nav aria-label={label} className="grid gap-5">
      {groups.map(({ title, links }) => (
        <div key={title}>
          <p className="px-2 text-xs font-semibold text-muted">{title}</p>
          <ul className="mt-1.5 grid gap-0.5">
            {links.map(({ href, title }) => (
              <li key={href}>
                <Link
                  href={{ pathname: href }}
                  prefetch={false}
                  aria-current={href === current ? "page" : undefined}
                  className={cn(
                    "block rounded-md px-2 py-1 text-sm hover:bg-subtle hover:text-foreground",
                    href === current ? "bg-subtle font-medium text-foreground" : "text-muted",
                  )}
                >
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
