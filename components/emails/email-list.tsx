"use client";

import { LoadFailed, NoEmails, NothingFound } from "./email-list-states";
import { EmailPages } from "./email-pages";
import { EmailTable, EmailTableSkeleton } from "./email-table";
import { isFiltered, type PageQuery } from "./paths";
import { useEmails } from "./use-emails";

interface EmailListProps extends PageQuery {
  caption: string;
  /** Links to older and newer emails; the overview shows the last few only. */
  hasPages: boolean;
}

export function EmailList({ limit, cursor, filter = {}, caption, hasPages }: EmailListProps) {
  const { data: page, error, mutate } = useEmails({ limit, cursor, filter });
  if (!page && error)
    return <LoadFailed error={error} onRetry={() => void mutate()} isFiltered={isFiltered(filter)} />;
  if (!page) return <EmailTableSkeleton rows={limit} />;
  const isEmpty = page.data.length === 0;
  if (isEmpty && !cursor && !page.next_cursor && !isFiltered(filter)) return <NoEmails isOnly={hasPages} />;
  return (
    <>
      {error && <Stale onRetry={() => void mutate()} />}
      {isEmpty ? (
        <NothingFound filter={filter} isFirst={!cursor} isEnd={!page.next_cursor} />
      ) : (
        <EmailTable emails={page.data} caption={caption} />
      )}
      {hasPages && <EmailPages page={page} filter={filter} isNewest={!cursor} />}
    </>
  );
}

function Stale({ onRetry }: { onRetry: () => void }) {
  return (
    <p role="status" className="border-b px-5 py-2 text-[0.8125rem] text-muted">
      These emails could not be refreshed just now, so they may be out of date.{" "}
      <button type="button" onClick={onRetry} className="rounded text-accent underline">
        Try again
      </button>
    </p>
  );
}
