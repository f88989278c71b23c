import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { LiveData } from "@/components/http/live-data";
import { TemplateEditor } from "@/components/templates/template-editor";
import { requireViewer } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { getTemplate } from "@/lib/templates";

export const metadata: Metadata = { title: "Template" };

export default async function TemplatePage({ params }: PageProps<"/dashboard/templates/[id]">) {
  const { id } = await params;
  const { customerId, email } = await requireViewer(`/dashboard/templates/${encodeURIComponent(id)}`);
  const template = await getTemplate(customerId, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <LiveData prefetched={{}}>
      <Link
        href="/dashboard/templates"
        className="inline-flex items-center gap-1.5 self-start rounded text-[0.8125rem] leading-6 text-muted hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        Templates
      </Link>
      <TemplateEditor key={template.id} initial={template} email={email} />
    </LiveData>
  );
}
