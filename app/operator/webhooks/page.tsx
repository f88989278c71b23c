import "server-only";

import type { Metadata } from "next";
import Form from "next/form";
import { z } from "zod";
import { InboxTable } from "@/components/operator/inbox-table";
import { Pages } from "@/components/operator/parts";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { requireOperator } from "@/lib/auth/operator";
import { isStorable } from "@/lib/contracts/address";
import { getInbox } from "@/lib/operator";

export const metadata: Metadata = { title: "Webhooks" };

const filterSchema = z.object({
  source: z.enum(["dodo", "resend"]).nullable().catch(null),
  outcome: z.enum(["pending", "applied", "ignored"]).nullable().catch(null),
  type: z.string().trim().max(100).refine(isStorable).catch(""),
  /** As PostgreSQL writes a moment. */
  before: z
    .string()
    .regex(/^[\d :.+-]{10,40}$/)
    .nullable()
    .catch(null),
});

export default async function InboxPage({ searchParams }: PageProps<"/operator/webhooks">) {
  const operator = await requireOperator();
  const { source, outcome, type, before } = filterSchema.parse(await searchParams);
  const page = await getInbox(operator, { source, outcome, type }, before);
  return (
    <>
      <PageHeader title="Webhooks" />
      <Form action="/operator/webhooks" className="flex flex-wrap gap-2" role="search">
        <Select name="source" defaultValue={source ?? ""} aria-label="Source" className="w-auto">
          <option value="">Both providers</option>
          <option value="dodo">Dodo Payments</option>
          <option value="resend">Resend</option>
        </Select>
        <Select name="outcome" defaultValue={outcome ?? ""} aria-label="Outcome" className="w-auto">
          <option value="">Every outcome</option>
          <option value="pending">Waits</option>
          <option value="applied">Applied</option>
          <option value="ignored">Ignored</option>
        </Select>
        <Input
          name="type"
          defaultValue={type}
          maxLength={100}
          aria-label="Beginning of the type"
          placeholder="Type, such as credit."
          className="sm:w-56"
        />
        <Button type="submit" variant="secondary">
          Filter
        </Button>
      </Form>
      <div className="rounded-lg border bg-surface shadow-card">
        <InboxTable messages={page.data} isEnd={page.next === null} />
        <Pages
          pathname="/operator/webhooks"
          query={{ ...(source && { source }), ...(outcome && { outcome }), ...(type && { type }) }}
          next={page.next ? { name: "before", value: page.next } : null}
          isFirst={before === null}
        />
      </div>
    </>
  );
}
