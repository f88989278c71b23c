import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { EmailList } from "@/components/emails/email-list";
import { EmailTableSkeleton } from "@/components/emails/email-table";
import { emailsPath } from "@/components/emails/paths";
import { LiveData } from "@/components/http/live-data";
import { PageHeader } from "@/components/shell/page-header";
import { requireViewer } from "@/lib/auth/session";
import { listEmails } from "@/lib/email";

export const metadata: Metadata = { title: "Emails" };

const PAGE_SIZE = 25;

export default async function EmailsPage({ searchParams }: PageProps<"/dashboard/emails">) {
  const { cursor: given } = await searchParams;
  const cursor = typeof given === "string" && given !== "" ? given : null;
  const viewer = await requireViewer(
    cursor ? `/dashboard/emails?cursor=${encodeURIComponent(cursor)}` : "/dashboard/emails",
  );
  const query = { limit: PAGE_SIZE, cursor };
  // Not awaited: the frame of the page comes first. A cursor that the server refuses is explained by the route.
  const emails = listEmails(viewer.customerId, query).catch(() => undefined);
  return (
    <LiveData prefetched={{ [emailsPath(query)]: emails }}>
      <PageHeader title="Emails" />
      <div className="rounded-lg border bg-surface shadow-card">
        <Suspense key={cursor} fallback={<EmailTableSkeleton rows={10} />}>
          <EmailList {...query} caption="Emails, newest first" hasPages />
        </Suspense>
      </div>
    </LiveData>
  );
}
