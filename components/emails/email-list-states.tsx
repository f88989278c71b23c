import { CloudOff, Mails, SearchX, Send } from "lucide-react";
import Link from "next/link";
import { messageOf, ProblemError } from "@/components/http/fetch-json";
import { ForRole } from "@/components/shell/role";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type FilterParams, isFiltered, listHref } from "./paths";

interface LoadFailedProps {
  error: unknown;
  onRetry: () => void;
  isFiltered: boolean;
}

/** Why there is no list, and under which id support finds the request. */
export function LoadFailed({ error, onRetry, isFiltered: hasFilter }: LoadFailedProps) {
  const requestId = error instanceof ProblemError ? error.problem.instance.replace("urn:uuid:", "") : null;
  const issues = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const action = (
    <>
      <Button variant="secondary" onClick={onRetry}>
        Retry
      </Button>
      {hasFilter && (
        <Button asChild variant="ghost">
          <Link href="/dashboard/emails">Reset filters</Link>
        </Button>
      )}
    </>
  );
  return (
    <EmptyState icon={CloudOff} title="Emails could not be loaded" action={action}>
      {issues.length > 0 ? issues.map(({ detail }) => detail).join(" ") : messageOf(error)}
      {requestId && (
        <span className="mt-2 block text-[0.8125rem] break-all">
          Request id <code className="font-mono text-xs">{requestId}</code>
        </span>
      )}
    </EmptyState>
  );
}

export function NoEmails() {
  const action = (
    <ForRole need="developer">
      <Button asChild variant="secondary">
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
