import { Lock } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import type { Need, Role } from "@/lib/contracts/roles";
import { PageHeader } from "./page-header";
import { HOW_TO_GET_IT, reasonFor } from "./role-words";

/** What stands in the place of a page that is not for the reader's role. */
export function NotForRole({ title, need, role }: { title: string; need: Need; role: Role }) {
  return (
    <>
      <PageHeader title={title} />
      <div className="rounded-lg border bg-surface shadow-card">
        <EmptyState icon={Lock} title="This is not for your role">
          {reasonFor(need, role)} {HOW_TO_GET_IT}
        </EmptyState>
      </div>
    </>
  );
}
