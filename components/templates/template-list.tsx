"use client";

import { LayoutTemplate, SearchX } from "lucide-react";
import Link from "next/link";
import { LoadError } from "@/components/http/load-error";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ListPages } from "@/components/ui/list-pages";
import type { TemplatesQuery } from "./paths";
import { TemplateTable, TemplateTableSkeleton } from "./template-table";
import { useTemplates } from "./use-templates";

/** A page of the customer's templates. */
export function TemplateList({ onCreate, ...query }: TemplatesQuery & { onCreate: () => void }) {
  const { data: list, error, mutate } = useTemplates(query);
  if (!list && error)
    return <LoadError title="Templates could not be loaded" error={error} retry={() => void mutate()} />;
  if (!list) return <TemplateTableSkeleton />;
  if (list.data.length === 0) return <Nothing query={query} onCreate={onCreate} />;
  return (
    <>
      <TemplateTable templates={list.data} />
      <ListPages
        pathname="/dashboard/templates"
        search={query.search}
        after={query.after}
        lastId={list.has_more ? (list.data.at(-1)?.id ?? null) : null}
      />
    </>
  );
}

function Nothing({ query: { search, after }, onCreate }: { query: TemplatesQuery; onCreate: () => void }) {
  if (search || after)
    return (
      <EmptyState
        icon={SearchX}
        title={search ? "No template like this" : "Nothing older"}
        action={
          <Button asChild variant="secondary">
            <Link href="/dashboard/templates">Show all</Link>
          </Button>
        }
      >
        {search
          ? `No template has “${search}” in its name or alias.`
          : "You have reached the end of the list."}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={LayoutTemplate}
      title="No templates yet"
      action={
        <Button variant="secondary" onClick={onCreate}>
          Create template
        </Button>
      }
    >
      A template holds the content of an email once. Your program sends its name and the values of its
      variables.
    </EmptyState>
  );
}
