import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { ComposeForm } from "@/components/compose/compose-form";
import { PageHeader } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Send" };

export default async function SendPage() {
  const viewer = await requireViewer("/dashboard/send");
  return (
    <>
      <PageHeader title="Send an email" />
      <Suspense fallback={<Skeleton className="h-[34rem] rounded-lg" />}>
        <ComposeForm email={viewer.email} />
      </Suspense>
    </>
  );
}
