import { ArrowLeft, ArrowRight, ChevronDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { DocsLink, DocsNavGroup } from "@/lib/contracts/docs";
import { SideNav } from "./side-nav";

interface DocsFrameProps {
  groups: readonly DocsNavGroup[];
  /** The page that is shown. */
  current: string;
  title: string;
  summary: string;
  /** Anchors of the page. */
  contents: readonly { id: string; title: string }[];
  children: ReactNode;
}

/** A page of the documentation: where one is on the left, what the page holds on the right, where to go on below. */
export function DocsFrame({ groups, current, title, summary, contents, children }: DocsFrameProps) {
  const all = groups.flatMap(({ links }) => links);
  const here = all.findIndex(({ href }) => href === current);
  const group = groups.find(({ links }) => links.some(({ href }) => href === current));
  return (
    <div className="mx-auto max-w-7xl px-4 sm:px-6 lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] lg:gap-10 xl:grid-cols-[13.5rem_minmax(0,1fr)_12rem]">
      <details key={current} className="group mt-4 rounded-lg border bg-surface lg:hidden">
        <summary className="flex h-11 cursor-pointer list-none items-center justify-between rounded-lg px-4 font-medium [&::-webkit-details-marker]:hidden">
          All pages
          <ChevronDown aria-hidden className="size-4 text-muted group-open:rotate-180" />
        </summary>
        <div className="border-t p-3">
          <SideNav groups={groups} current={current} label="Pages" />
        </div>
      </details>
      <div className="hidden lg:block">
        <div className="sticky top-14 max-h-[calc(100dvh-3.5rem)] overflow-y-auto py-8 pr-1 pl-1">
          <SideNav groups={groups} current={current} label="Documentation" />
        </div>
      </div>
      <main id="content" tabIndex={-1} className="min-w-0 py-8 outline-none lg:py-10">
        <p className="text-[0.8125rem] font-medium text-accent">{group?.title ?? "Documentation"}</p>
        <h1 className="mt-1 text-3xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-2 max-w-2xl text-base text-muted">{summary}</p>
        <div className="mt-8 grid gap-10 text-[0.9375rem] leading-7">{children}</div>
        <Neighbours previous={all[here - 1]} next={here < 0 ? undefined : all[here + 1]} />
      </main>
      <OnThisPage contents={contents} />
    </div>
  );
}

function Neighbours({ previous, next }: { previous?: DocsLink; next?: DocsLink }) {
  const style =
    "flex min-w-0 flex-1 items-center gap-2 rounded-lg border bg-surface px-4 py-3 font-medium hover:bg-subtle";
  return (
    <nav aria-label="Next and previous page" className="mt-12 flex flex-wrap gap-3 border-t pt-6">
      {previous && (
        <Link href={{ pathname: previous.href }} prefetch={false} rel="prev" className={style}>
          <ArrowLeft aria-hidden className="size-4 shrink-0 text-muted" />
          {previous.title}
        </Link>
      )}
      {next && (
        <Link href={{ pathname: next.href }} prefetch={false} rel="next" className={`${style} justify-end`}>
          {next.title}
          <ArrowRight aria-hidden className="size-4 shrink-0 text-muted" />
        </Link>
      )}
    </nav>
  );
}

function OnThisPage({ contents }: Pick<DocsFrameProps, "contents">) {
  return (
    <div className="hidden xl:block">
      <nav
        aria-label="On this page"
        className="sticky top-14 max-h-[calc(100dvh-3.5rem)] overflow-y-auto py-10 pl-1"
      >
        <p className="text-xs font-semibold text-muted">On this page</p>
        <ul className="mt-2 grid gap-1.5 text-[0.8125rem]">
          {contents.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`} className="rounded text-muted hover:text-foreground">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
