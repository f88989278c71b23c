import "server-only";

import type { Metadata } from "next";
import Form from "next/form";
import { z } from "zod";
import { CustomerTable } from "@/components/operator/customer-table";
import { Nothing, Pages } from "@/components/operator/parts";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { requireOperator } from "@/lib/auth/operator";
import { getCustomers } from "@/lib/operator";

export const metadata: Metadata = { title: "Customers" };

const stateSchema = z.enum(["paused", "slowed", "limited", "new"]).nullable().catch(null);
const idSchema = z.uuid().nullable().catch(null);

export default async function CustomersPage({ searchParams }: PageProps<"/operator/customers">) {
  const operator = await requireOperator();
  const given = await searchParams;
  const text = typeof given.search === "string" ? given.search.trim().slice(0, 200) : "";
  const state = stateSchema.parse(given.state ?? null);
  const after = idSchema.parse(given.after ?? null);
  const page = await getCustomers(operator, { text, state }, after);
  return (
    <>
      <PageHeader title="Customers" />
      <Form action="/operator/customers" className="flex flex-wrap gap-2" role="search">
        <Input
          name="search"
          type="search"
          defaultValue={text}
          maxLength={200}
          aria-label="Address, @domain or id"
          placeholder="Address, @domain, or id"
          className="sm:w-80"
        />
        <Select name="state" defaultValue={state ?? ""} aria-label="State" className="w-auto">
          <option value="">Every state</option>
          <option value="paused">Paused</option>
          <option value="slowed">Slowed down</option>
          <option value="limited">Limited</option>
          <option value="new">New</option>
        </Select>
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </Form>
      <div className="rounded-lg border bg-surface shadow-card">
        {page.data.length > 0 ? (
          <CustomerTable customers={page.data} />
        ) : (
          <Nothing>
            {text || state
              ? "No customer is found by this."
              : "No customers yet. Whoever signs in becomes one, and appears here."}
          </Nothing>
        )}
        <Pages
          pathname="/operator/customers"
          query={{ ...(text && { search: text }), ...(state && { state }) }}
          next={page.next ? { name: "after", value: page.next } : null}
          isFirst={after === null}
        />
      </div>
    </>
  );
}
