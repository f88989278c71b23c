import "server-only";

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { ComposeForm } from "@/components/compose/compose-form";
import { ComposeSkeleton } from "@/components/compose/compose-skeleton";
import { type Copy, draftOfEmail } from "@/components/compose/draft-of-email";
import { DOMAINS_PATH } from "@/components/domains/paths";
import { copyHref } from "@/components/emails/paths";
import { LiveData } from "@/components/http/live-data";
import { NotForRole } from "@/components/shell/not-for-role";
import { PUBLISHED_PATH } from "@/components/templates/paths";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/session";
import { mayDo } from "@/lib/contracts/roles";
import { listDomains } from "@/lib/domains";
import { getEmail, requireEmailHtml } from "@/lib/email";
import { env } from "@/lib/env";
import { getTemplates } from "@/lib/templates";

export const metadata: Metadata = { title: "Send" };

/** As in the path that the browser asks; a customer has fewer. */
const LIMIT = 100;

/** `like`: the id of an email that the new one begins as a copy of. */
const querySchema = z.object({ like: z.uuid().nullable().default(null).catch(null) });

export default async function SendPage({ searchParams }: PageProps<"/dashboard/send">) {
  const { like } = querySchema.parse(await searchParams);
  const viewer = await requireViewer(like === null ? "/dashboard/send" : copyHref(like));
  if (!mayDo(viewer.role, "developer"))
    return <NotForRole title="Send an email" need="developer" role={viewer.role} />;
  // Not awaited: the frame of the page comes first. What fails is explained by the route.
  const domains = listDomains(viewer.customerId, { limit: LIMIT }).catch(() => undefined);
  const templates = getTemplates(viewer.customerId, { limit: LIMIT, status: "published" }).catch(
    () => undefined,
  );
  const { BASE_URL: baseUrl, EMAIL_FROM: defaultFrom } = env();
  const copy = like === null ? null : await copyOf(viewer.customerId, like, defaultFrom);
  return (
    <LiveData prefetched={{ [DOMAINS_PATH]: domains, [PUBLISHED_PATH]: templates }}>
      <PageHeader title="Send an email" />
      <Suspense fallback={<ComposeSkeleton />}>
        <ComposeForm email={viewer.email} defaultFrom={defaultFrom} baseUrl={baseUrl} copy={copy} />
      </Suspense>
    </LiveData>
  );
}

async function copyOf(customerId: string, emailId: string, defaultFrom: string): Promise<Copy> {
  const email = await getEmail(customerId, emailId);
  if (!email) notFound();
  const html = email.has_html ? await requireEmailHtml(customerId, emailId) : null;
  return draftOfEmail({ email, html, defaultFrom });
}
