import { Lock } from "lucide-react";
import { HOW_TO_GET_IT, reasonFor } from "@/components/role/role-words";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import type { Need, Role } from "@/lib/contracts/roles";

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
