"use client";

import { MailX, SearchX } from "lucide-react";
import Link from "next/link";
import { LoadError } from "@/components/http/load-error";
import { ForRole } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ListPages } from "@/components/ui/list-pages";
import type { SuppressionsQuery } from "./paths";
import { SuppressionTable } from "./suppression-table";
import { SuppressionTableSkeleton } from "./suppression-table-skeleton";
import { useSuppressions } from "./use-suppressions";

interface SuppressionListProps extends SuppressionsQuery {
  onAdd: () => void;
  onChange: () => Promise<unknown>;
}

export function SuppressionList({ onAdd, onChange, ...query }: SuppressionListProps) {
  const { data: list, error, mutate } = useSuppressions(query);
  if (!list && error)
    return <LoadError title="The list could not be loaded" error={error} retry={() => void mutate()} />;
  if (!list) return <SuppressionTableSkeleton rows={8} />;
  if (list.data.length === 0) return <Nothing query={query} onAdd={onAdd} />;
  return (
    <>
      <SuppressionTable entries={list.data} onChange={onChange} />
      <ListPages
        pathname="/dashboard/suppressions"
        search={query.search}
        after={query.after}
        lastId={list.has_more ? (list.data.at(-1)?.id ?? null) : null}
      />
    </>
  );
}

function Nothing({ query: { search, after }, onAdd }: { query: SuppressionsQuery; onAdd: () => void }) {
  if (search || after) {
    const action = (
      <Button asChild variant="secondary">
        <Link href="/dashboard/suppressions">Show all</Link>
      </Button>
    );
    return (
      <EmptyState icon={SearchX} title={search ? "No address like this" : "Nothing older"} action={action}>
        {search
          ? `No ${search.startsWith("@") ? "domain" : "address"} on your list begins with “${search.replace(/^@/, "")}”.`
          : "You have reached the end of your list."}
      </EmptyState>
    );
  }
  const action = (
    <ForRole need="developer">
      <Button variant="secondary" onClick={onAdd}>
        Add address
      </Button>
    </ForRole>
  );
  return (
    <EmptyState icon={MailX} title="No suppressed addresses" action={action}>
      Addresses that bounce for good, or whose owners complain, appear here and get no more mail.
    </EmptyState>
  );
}
