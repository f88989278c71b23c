import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { EmailFilters } from "@/components/emails/email-filters";
import { EmailFiltersSkeleton } from "@/components/emails/email-filters-skeleton";
import { EmailList } from "@/components/emails/email-list";
import { EmailTableSkeleton } from "@/components/emails/email-table";
import { CHOICES_PATH, emailsPath, type FilterParams } from "@/components/emails/paths";
import { LiveData } from "@/components/http/live-data";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/session";
import { emailFilterSchema } from "@/lib/contracts/email-filter";
import { EMAIL_FILTER_NAMES } from "@/lib/contracts/email-filter-names";
import { getEmailFilterChoices, listEmails } from "@/lib/email";

export const metadata: Metadata = { title: "Emails" };

const PAGE_SIZE = 25;

export default async function EmailsPage({ searchParams }: PageProps<"/dashboard/emails">) {
  const given = await searchParams;
  const part = (name: string) => {
    const value = given[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const filter: FilterParams = Object.fromEntries(EMAIL_FILTER_NAMES.map((name) => [name, part(name)]));
  const cursor = part("cursor") || null;
  const own = [...Object.entries(filter), ["cursor", cursor ?? ""]].filter(([, value]) => value);
  const viewer = await requireViewer(
    own.length > 0 ? `/dashboard/emails?${new URLSearchParams(own as string[][])}` : "/dashboard/emails",
  );
  const query = { limit: PAGE_SIZE, cursor, filter };
  const parsed = emailFilterSchema.safeParse(Object.fromEntries(own));
  // Not awaited: the frame of the page comes first. What the server refuses is explained by the route.
  const emails = parsed.success
    ? listEmails(viewer.customerId, { ...query, filter: parsed.data }).catch(() => undefined)
    : Promise.resolve(undefined);
  const choices = getEmailFilterChoices(viewer.customerId).catch(() => undefined);
  return (
    <LiveData prefetched={{ [emailsPath(query)]: emails, [CHOICES_PATH]: choices }}>
      <PageHeader title="Emails" />
      <Suspense fallback={<EmailFiltersSkeleton />}>
        <EmailFilters filter={filter} />
      </Suspense>
      <div className="rounded-lg border bg-surface shadow-card">
        <Suspense key={emailsPath(query)} fallback={<EmailTableSkeleton rows={PAGE_SIZE} />}>
          <EmailList {...query} caption="Emails, newest first" hasPages />
        </Suspense>
      </div>
    </LiveData>
  );
}
