import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { messageOf, ProblemError } from "./fetch-json";

interface LoadErrorProps {
  title: string;
  error: unknown;
  retry: () => void;
  /** Another way on, beside trying again. */
  children?: ReactNode;
}

/** What stands where data would be that could not be loaded. The request's id lets an operator find out why. */
export function LoadError({ title, error, retry, children }: LoadErrorProps) {
  const action = (
    <>
      <Button variant="secondary" onClick={retry}>
        Retry
      </Button>
      {children}
    </>
  );
  return (
    <EmptyState icon={CloudOff} title={title} action={action}>
      {reasonOf(error)}
      <RequestId error={error} />
    </EmptyState>
  );
}

/** Of a request with faults, which ones: its address may have been written by hand. */
function reasonOf(error: unknown): string {
  const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return faults.length > 0 ? faults.map(({ detail }) => detail).join(" ") : messageOf(error);
}

function RequestId({ error }: { error: unknown }) {
  if (!(error instanceof ProblemError)) return null;
  return (
    <span className="mt-1 block text-xs break-all">
      Request id <code className="font-mono">{error.problem.instance.replace("urn:uuid:", "")}</code>
    </span>
  );
}
