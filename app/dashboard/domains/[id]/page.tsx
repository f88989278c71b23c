import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { DomainView } from "@/components/domains/domain-view";
import { titleOf } from "@/components/shell/title-of";
import { getViewer, requireViewer } from "@/lib/auth/session";
import { getDomain } from "@/lib/domains";

/** One look for the page and its title. */
const findDomain = cache(async (customerId: string, id: string) =>
  z.uuid().safeParse(id).success ? getDomain(customerId, id) : null,
);

export async function generateMetadata({ params }: PageProps<"/dashboard/domains/[id]">): Promise<Metadata> {
  const [{ id }, viewer] = [await params, await getViewer()];
  return viewer ? titleOf("Domain", findDomain(viewer.customerId, id), ({ name }) => name) : {};
}

export default async function DomainPage({ params }: PageProps<"/dashboard/domains/[id]">) {
  const { id } = await params;
  const viewer = await requireViewer(`/dashboard/domains/${encodeURIComponent(id)}`);
  const domain = await findDomain(viewer.customerId, id);
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
