import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  const action = (
    <Button asChild variant="secondary">
      <Link href="/dashboard">Back to the overview</Link>
    </Button>
  );
  return (
    <div className="rounded-lg border bg-surface shadow-card">
      <h1 className="sr-only">Not found</h1>
      <EmptyState icon={SearchX} title="There is no such page" action={action}>
        The address may be mistyped, or what it led to is deleted or belongs to another account.
      </EmptyState>
    </div>
  );
}
