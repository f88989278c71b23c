"use client";

import { Download, Plus, Upload } from "lucide-react";
import { Suspense, useState } from "react";
import { useSWRConfig } from "swr";
import { ForRole, RoleNote } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { SearchForm } from "@/components/ui/search-form";
import { SUPPRESSIONS_PATH } from "@/lib/contracts/paths";
import { AddDialog } from "./add-dialog";
import { ImportDialog } from "./import-dialog";
import type { SuppressionsQuery } from "./paths";
import { SuppressionList } from "./suppression-list";
import { SuppressionTableSkeleton } from "./suppression-table-skeleton";

/** The list of addresses that get no more mail, with all that can be done to it. */
export function SuppressionsView(query: SuppressionsQuery) {
  const [open, setOpen] = useState<"add" | "import" | null>(null);
  const { mutate } = useSWRConfig();
  const reload = () => mutate((key) => typeof key === "string" && key.startsWith(SUPPRESSIONS_PATH));
  const onOpenChange = (isOpen: boolean) => !isOpen && setOpen(null);
  return (
    <>
      <PageHeader title="Suppressions">
        <div className="flex flex-wrap gap-2">
          <Button asChild variant="secondary" className="max-sm:px-3">
            <a href={`${SUPPRESSIONS_PATH}/export`} download>
              <Download aria-hidden />
              Export
            </a>
          </Button>
          <ForRole need="developer">
            <Button variant="secondary" className="max-sm:px-3" onClick={() => setOpen("import")}>
              <Upload aria-hidden />
              Import
            </Button>
            <Button className="max-sm:px-3" onClick={() => setOpen("add")}>
              <Plus aria-hidden />
              Add address
            </Button>
          </ForRole>
        </div>
      </PageHeader>
      <RoleNote need="developer" title="You can look at the list, and change nothing." />
      <p className="max-w-prose text-muted">
        Nothing is sent to these addresses, and they cost no credits. Those that bounce for good or complain
        are added by themselves.
      </p>
      <SearchForm
        action="/dashboard/suppressions"
        search={query.search}
        label="Search by address or @domain"
        maxLength={254}
      />
      <div className="rounded-lg border bg-surface shadow-card">
        <Suspense key={`${query.after} ${query.search}`} fallback={<SuppressionTableSkeleton rows={8} />}>
          <SuppressionList {...query} onAdd={() => setOpen("add")} onChange={reload} />
        </Suspense>
      </div>
      <AddDialog isOpen={open === "add"} onOpenChange={onOpenChange} onAdded={reload} />
      <ImportDialog isOpen={open === "import"} onOpenChange={onOpenChange} onImported={reload} />
    </>
  );
}
