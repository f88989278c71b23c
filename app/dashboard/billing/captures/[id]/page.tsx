import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { CaptureView } from "@/components/billing/capture-view";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/session";
import { getCapture } from "@/lib/billing";

export const metadata: Metadata = { title: "Ledger entry" };

const idSchema = z.uuid();

export default async function CapturePage({
  params,
  searchParams,
}: PageProps<"/dashboard/billing/captures/[id]">) {
  const { id } = await params;
  const { customerId } = await requireViewer(`/dashboard/billing/captures/${encodeURIComponent(id)}`);
  const after = idSchema.safeParse((await searchParams).after).data ?? null;
  const capture = idSchema.safeParse(id).success ? await getCapture(customerId, id, after) : null;
  if (!capture) notFound();
  return (
    <>
      <Link
        href="/dashboard/billing"
        className="inline-flex items-center gap-1.5 self-start rounded text-[0.8125rem] leading-6 text-muted hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        Billing
      </Link>
      <PageHeader title="Ledger entry" />
      <CaptureView capture={capture} isFirstPage={after === null} />
    </>
  );
}
