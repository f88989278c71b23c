import Link from "next/link";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { EmailPage } from "@/lib/contracts/email";
import { type FilterParams, listHref } from "./paths";

interface EmailPagesProps {
  page: EmailPage;
  filter: FilterParams;
  isNewest: boolean;
}

/** The ways on from a page, and how far a search that found little has looked. */
export function EmailPages({ page, filter, isNewest }: EmailPagesProps) {
  const { prev_cursor: newer, next_cursor: older, searched_to: searchedTo } = page;
  if (isNewest && !older) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">
      {searchedTo && (
        <p role="status" className="mr-auto text-[0.8125rem] text-muted">
          Looked through what was sent since <Time iso={searchedTo} style="full" />.
        </p>
      )}
      {!isNewest && (
        <Button asChild variant="secondary" size="sm">
          <Link href={listHref(filter)}>Newest</Link>
        </Button>
      )}
      {newer && (
        <Button asChild variant="secondary" size="sm">
          <Link href={listHref(filter, newer)}>Newer</Link>
        </Button>
      )}
      {older && (
        <Button asChild variant="secondary" size="sm">
          <Link href={listHref(filter, older)}>{searchedTo ? "Search older" : "Older"}</Link>
        </Button>
      )}
    </nav>
  );
}
