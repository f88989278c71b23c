import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { EmailView } from "@/components/emails/email-view";
import { requireViewer } from "@/lib/auth/session";
import { getEmail } from "@/lib/email";

export const metadata: Metadata = { title: "Email" };

export default async function EmailPage({ params }: PageProps<"/dashboard/emails/[id]">) {
  const { id } = await params;
  const viewer = await requireViewer(`/dashboard/emails/${encodeURIComponent(id)}`);
  const email = z.uuid().safeParse(id).success ? await getEmail(viewer.customerId, id) : null;
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
