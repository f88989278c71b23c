import { Mails, SearchX, Send } from "lucide-react";
import Link from "next/link";
import { LoadError } from "@/components/http/load-error";
import { ForRole } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type FilterParams, isFiltered, listHref } from "./paths";

interface LoadFailedProps {
  error: unknown;
  onRetry: () => void;
  isFiltered: boolean;
}

export function LoadFailed({ error, onRetry, isFiltered: hasFilter }: LoadFailedProps) {
  return (
    <LoadError title="Emails could not be loaded" error={error} retry={onRetry}>
      {hasFilter && (
        <Button asChild variant="ghost">
          <Link href="/dashboard/emails">Reset filters</Link>
        </Button>
      )}
    </LoadError>
  );
}

/** `isOnly`: there is no other way to a new email on the page, so this one stands out. */
export function NoEmails({ isOnly }: { isOnly: boolean }) {
  const action = (
    <ForRole need="developer">
      <Button asChild variant={isOnly ? "primary" : "secondary"}>
        <Link href="/dashboard/send">
          <Send aria-hidden />
          Send an email
        </Link>
      </Button>
    </ForRole>
  );
  return (
    <EmptyState icon={Mails} title="No emails yet" action={action}>
      Every email that you send appears here, with its status and, if it failed, the cause.
    </EmptyState>
  );
}

interface NothingFoundProps {
  filter: FilterParams;
  isFirst: boolean;
  /** Everything was looked through. */
  isEnd: boolean;
}

export function NothingFound({ filter, isFirst, isEnd }: NothingFoundProps) {
  const hasFilter = isFiltered(filter);
  const action = (
    <>
      {!isFirst && (
        <Button asChild variant="secondary">
          <Link href={listHref(filter)}>Back to the newest</Link>
        </Button>
      )}
      {hasFilter && (
        <Button asChild variant="secondary">
          <Link href="/dashboard/emails">Reset filters</Link>
        </Button>
      )}
    </>
  );
  if (!isEnd)
    return (
      <EmptyState icon={SearchX} title="Nothing here yet" action={action}>
        None of the emails that were looked through fits. There are older ones to look through.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={SearchX}
      title={isFirst ? "No emails for these filters" : "Nothing older"}
      action={action}
    >
      {isFirst
        ? "No email fits all of them. Take one away, or reset them."
        : "You have reached the end of the list."}
    </EmptyState>
  );
}
