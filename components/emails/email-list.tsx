"use client";

import { CloudOff, Mails, Send } from "lucide-react";
import Link from "next/link";
import { messageOf } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EmailTable, EmailTableSkeleton } from "./email-table";
import type { PageQuery } from "./paths";
import { useEmails } from "./use-emails";

interface EmailListProps extends PageQuery {
  caption: string;
  /** Links to older and newest emails; the overview shows the last few only. */
  hasPages: boolean;
}

export function EmailList({ limit, cursor, caption, hasPages }: EmailListProps) {
  const { data: page, error, mutate } = useEmails({ limit, cursor });
  if (!page && error) {
    const action = (
      <Button variant="secondary" onClick={() => void mutate()}>
        Retry
      </Button>
    );
    return (
      <EmptyState icon={CloudOff} title="Emails could not be loaded" action={action}>
        {messageOf(error)}
      </EmptyState>
    );
  }
  if (!page) return <EmailTableSkeleton rows={Math.min(limit, 10)} />;
  if (page.data.length === 0) return cursor ? <NothingOlder /> : <NoEmails />;
  return (
    <>
      <EmailTable emails={page.data} caption={caption} />
      {hasPages && <Pages isNewest={!cursor} nextCursor={page.next_cursor} />}
    </>
  );
}

function NoEmails() {
  const action = (
    <Button asChild variant="secondary">
      <Link href="/dashboard/send">
        <Send aria-hidden />
        Send an email
      </Link>
    </Button>
  );
  return (
    <EmptyState icon={Mails} title="No emails yet" action={action}>
      Every email that you send appears here, with its status and, if it failed, the cause.
    </EmptyState>
  );
}

function NothingOlder() {
  const action = (
    <Button asChild variant="secondary">
      <Link href="/dashboard/emails">Back to the newest</Link>
    </Button>
  );
  return (
    <EmptyState icon={Mails} title="Nothing older" action={action}>
      You have reached the end of your emails.
    </EmptyState>
  );
}

function Pages({ isNewest, nextCursor }: { isNewest: boolean; nextCursor: string | null }) {
  if (isNewest && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2 border-t px-5 py-3">
      {!isNewest && (
        <Button asChild variant="secondary" size="sm">
          <Link href="/dashboard/emails">Newest</Link>
        </Button>
      )}
      {nextCursor && (
        <Button asChild variant="secondary" size="sm">
          <Link href={{ pathname: "/dashboard/emails", query: { cursor: nextCursor } }}>Older</Link>
        </Button>
      )}
    </nav>
  );
}
