"use client";

import { Globe } from "lucide-react";
import { LoadError } from "@/components/http/load-error";
import { RoleNote } from "@/components/role/role";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { catalogue } from "@/lib/catalogue";
import { AddDomain } from "./add-domain";
import { DomainTable, DomainTableSkeleton } from "./domain-table";
import { useDomains } from "./use-domains";

/** The heading with its button, and all domains of the customer. */
export function DomainList() {
  const { data: list, error, mutate } = useDomains();
  return (
    <>
      <PageHeader title="Domains">{list && list.data.length > 0 && <AddDomain />}</PageHeader>
      <RoleNote need="developer" title="You can look at domains, and change nothing." />
      <div className="rounded-lg border bg-surface shadow-card">
        {list ? (
          list.data.length > 0 ? (
            <DomainTable domains={list.data} />
          ) : (
            <EmptyState icon={Globe} title="No domains yet" action={<AddDomain />}>
              Add a domain of yours to send from your own addresses. Until one is verified, your email comes
              from {catalogue.productName}’s address.
            </EmptyState>
          )
        ) : error ? (
          <LoadError title="Domains could not be loaded" error={error} retry={() => void mutate()} />
        ) : (
          <DomainTableSkeleton />
        )}
      </div>
    </>
  );
}
