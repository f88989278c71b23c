import { CloudOff } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { messageOf, ProblemError } from "./fetch-json";

interface LoadErrorProps {
  title: string;
  error: unknown;
  retry: () => void;
}

/** What stands where data would be that could not be loaded. The request's id lets an operator find out why. */
export function LoadError({ title, error, retry }: LoadErrorProps) {
  const action = (
    <Button variant="secondary" onClick={retry}>
      Retry
    </Button>
  );
  return (
    <EmptyState icon={CloudOff} title={title} action={action}>
      {messageOf(error)}
      <RequestId error={error} />
    </EmptyState>
  );
}

function RequestId({ error }: { error: unknown }) {
  if (!(error instanceof ProblemError)) return null;
  return (
    <span className="mt-1 block text-xs break-all">
      Request id <code className="font-mono">{error.problem.instance.replace("urn:uuid:", "")}</code>
    </span>
  );
}
