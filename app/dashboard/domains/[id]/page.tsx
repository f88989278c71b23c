import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { DomainView } from "@/components/domains/domain-view";
import { requireViewer } from "@/lib/auth/session";
import { getDomain } from "@/lib/domains";

export const metadata: Metadata = { title: "Domain" };

export default async function DomainPage({ params }: PageProps<"/dashboard/domains/[id]">) {
  const { id } = await params;
  const viewer = await requireViewer(`/dashboard/domains/${encodeURIComponent(id)}`);
  const domain = z.uuid().safeParse(id).success ? await getDomain(viewer.customerId, id) : null;
  if (!domain) notFound();
  return (
    <>
      <Link
        href="/dashboard/domains"
        className="inline-flex items-center gap-1.5 self-start rounded text-[0.8125rem] leading-6 text-muted hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        Domains
      </Link>
      <DomainView initial={domain} />
    </>
  );
}
