import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { EmailView } from "@/components/emails/email-view";
import { titleOf } from "@/components/shell/title-of";
import { getViewer, requireViewer } from "@/lib/auth/session";
import { getEmail } from "@/lib/email";

/** One query for the page and its title. */
const findEmail = cache(async (customerId: string, id: string) =>
  z.uuid().safeParse(id).success ? getEmail(customerId, id) : null,
);

export async function generateMetadata({ params }: PageProps<"/dashboard/emails/[id]">): Promise<Metadata> {
  const [{ id }, viewer] = [await params, await getViewer()];
  if (!viewer) return {};
  return titleOf(
    "Email",
    findEmail(viewer.customerId, id),
    ({ subject, to }) => subject.trim() || (to[0] ?? ""),
  );
}

export default async function EmailPage({ params }: PageProps<"/dashboard/emails/[id]">) {
  const { id } = await params;
  const viewer = await requireViewer(`/dashboard/emails/${encodeURIComponent(id)}`);
  const email = await findEmail(viewer.customerId, id);
  if (!email) notFound();
  return (
    <>
      <Link
        href="/dashboard/emails"
        className="inline-flex items-center gap-1.5 self-start rounded text-[0.8125rem] leading-6 text-muted hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        Emails
      </Link>
      <EmailView initial={email} />
    </>
  );
}
