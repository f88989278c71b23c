import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { LiveData } from "@/components/http/live-data";
import { titleOf } from "@/components/shell/title-of";
import { TemplateEditor } from "@/components/templates/template-editor";
import { getViewer, requireViewer } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { getTemplate } from "@/lib/templates";

/** One query for the page and its title. */
const findTemplate = cache((customerId: string, id: string) =>
  getTemplate(customerId, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }),
);

export async function generateMetadata({
  params,
}: PageProps<"/dashboard/templates/[id]">): Promise<Metadata> {
  const [{ id }, viewer] = [await params, await getViewer()];
  return viewer ? titleOf("Template", findTemplate(viewer.customerId, id), ({ name }) => name) : {};
}

export default async function TemplatePage({ params }: PageProps<"/dashboard/templates/[id]">) {
  const { id } = await params;
  const { customerId, email } = await requireViewer(`/dashboard/templates/${encodeURIComponent(id)}`);
  const template = await findTemplate(customerId, id);
  if (!template) notFound();
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
