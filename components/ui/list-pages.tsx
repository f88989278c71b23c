import type { Route } from "next";
import Link from "next/link";
import { Button } from "./button";

interface ListPagesProps {
  pathname: Route;
  /** What the list is narrowed to; empty for all. */
  search: string;
  /** The entry that this page follows; null for the newest. */
  after: string | null;
  /** The last entry of this page, if there are more behind it. */
  lastId: string | null;
}

/** The ways on from a page of a list that goes by the ids of its entries; what was searched may be in another order. */
export function ListPages({ pathname, search, after, lastId }: ListPagesProps) {
  if (!after && !lastId) return null;
  const filter = search ? { search } : {};
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2 border-t px-5 py-3">
      {after && (
        <Button asChild variant="secondary" size="sm">
          <Link href={{ pathname, query: filter }}>{search ? "First" : "Newest"}</Link>
        </Button>
      )}
      {lastId && (
        <Button asChild variant="secondary" size="sm">
          <Link href={{ pathname, query: { ...filter, after: lastId } }}>{search ? "More" : "Older"}</Link>
        </Button>
      )}
    </nav>
  );
}
