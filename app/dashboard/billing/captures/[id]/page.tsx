import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { CaptureView } from "@/components/billing/capture-view";
import { formatCounted } from "@/components/format";
import { titleOf } from "@/components/shell/title-of";
import { PageHeader } from "@/components/ui/page-header";
import { getViewer, requireViewer } from "@/lib/auth/session";
import { getCapture } from "@/lib/billing";

const idSchema = z.uuid();

/** One query for the page and its title. `after`: the last email of the page before. */
const findCapture = cache(async (customerId: string, id: string, after: string | null) =>
  idSchema.safeParse(id).success ? getCapture(customerId, id, after) : null,
);

type Props = PageProps<"/dashboard/billing/captures/[id]">;

async function readAddress({ params, searchParams }: Props) {
  const [{ id }, { after }] = await Promise.all([params, searchParams]);
  return { id, after: idSchema.safeParse(after).data ?? null };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ id, after }, viewer] = [await readAddress(props), await getViewer()];
  if (!viewer) return {};
  return titleOf(
    "Ledger entry",
    findCapture(viewer.customerId, id, after),
    ({ credits }) => `Ledger entry of ${formatCounted(credits, "credit")}`,
  );
}

export default async function CapturePage(props: Props) {
  const { id, after } = await readAddress(props);
  const { customerId } = await requireViewer(`/dashboard/billing/captures/${encodeURIComponent(id)}`);
  const capture = await findCapture(customerId, id, after);
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
