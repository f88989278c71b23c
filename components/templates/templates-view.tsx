"use client";

import { Plus } from "lucide-react";
import { Suspense } from "react";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { SearchForm } from "@/components/ui/search-form";
import { useUrlDialog } from "@/components/ui/use-url-dialog";
import { CreateTemplate } from "./create-template";
import type { TemplatesQuery } from "./paths";
import { TemplateList } from "./template-list";
import { TemplateTableSkeleton } from "./template-table";

/** The customer's templates, and the way to a new one. */
export function TemplatesView(query: TemplatesQuery) {
  const [isOpen, setOpen] = useUrlDialog("new");
  return (
    <>
      <PageHeader title="Templates">
        <Button onClick={() => setOpen(true)}>
          <Plus aria-hidden />
          Create template
        </Button>
      </PageHeader>
      <SearchForm
        action="/dashboard/templates"
        search={query.search}
        label="Search by name or alias"
        maxLength={100}
      />
      <div className="rounded-lg border bg-surface shadow-card">
        <Suspense key={`${query.after} ${query.search}`} fallback={<TemplateTableSkeleton />}>
          <TemplateList {...query} onCreate={() => setOpen(true)} />
        </Suspense>
      </div>
      <CreateTemplate isOpen={isOpen} onOpenChange={setOpen} />
    </>
  );
}
