import Link from "next/link";
import { Button } from "@/components/ui/button";

/** The pages of the two lists of the billing page, from 1. */
export interface BillingPages {
  ledger: number;
  payments: number;
}

interface ListPagesProps {
  label: string;
  list: keyof BillingPages;
  pages: BillingPages;
  hasMore: boolean;
}

/** Links to newer and older rows of one list; the other list stays where it is. */
export function ListPages({ label, list, pages, hasMore }: ListPagesProps) {
  const page = pages[list];
  if (page === 1 && !hasMore) return null;
  const to = (next: number) => {
    const { ledger, payments }: BillingPages =
      list === "ledger" ? { ...pages, ledger: next } : { ...pages, payments: next };
    const query = { ...(ledger > 1 && { ledger }), ...(payments > 1 && { payments }) };
    return { pathname: "/dashboard/billing" as const, query };
  };
  return (
    <nav aria-label={label} className="flex items-center justify-end gap-2 border-t px-5 py-3">
      <span className="mr-auto text-[0.8125rem] text-muted">Page {page}</span>
      {page > 1 && (
        <Button asChild variant="secondary" size="sm">
          <Link href={to(page - 1)} scroll={false}>
            Newer
          </Link>
        </Button>
      )}
      {hasMore && (
        <Button asChild variant="secondary" size="sm">
          <Link href={to(page + 1)} scroll={false}>
            Older
          </Link>
        </Button>
      )}
    </nav>
  );
}
