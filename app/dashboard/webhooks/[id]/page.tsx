import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { LiveData } from "@/components/http/live-data";
import { NotForRole } from "@/components/shell/not-for-role";
import { titleOf } from "@/components/shell/title-of";
import { messagesPath, WEBHOOKS_PATH } from "@/components/webhooks/paths";
import { WebhookView } from "@/components/webhooks/webhook-view";
import { getViewer, requireViewer } from "@/lib/auth/session";
import { mayDo } from "@/lib/contracts/roles";
import { WEBHOOKS_MAX } from "@/lib/contracts/webhook-rules";
import { listWebhookEvents, listWebhooks } from "@/lib/outgoing";

/** One query for the page and its title. */
const loadWebhooks = cache((customerId: string) => listWebhooks(customerId, { limit: WEBHOOKS_MAX }));

async function findWebhook(customerId: string, id: string) {
  return (await loadWebhooks(customerId)).data.find((webhook) => webhook.id === id) ?? null;
}

export async function generateMetadata({ params }: PageProps<"/dashboard/webhooks/[id]">): Promise<Metadata> {
  const [{ id }, viewer] = [await params, await getViewer()];
  if (!viewer || !mayDo(viewer.role, "developer")) return { title: "Webhook" };
  return titleOf("Webhook", findWebhook(viewer.customerId, id), ({ endpoint }) => endpoint);
}

const PAGE_SIZE = 20;

export default async function WebhookPage({ params }: PageProps<"/dashboard/webhooks/[id]">) {
  const { id } = await params;
  const { customerId, role } = await requireViewer(`/dashboard/webhooks/${encodeURIComponent(id)}`);
  // It shows the signing secret.
  if (!mayDo(role, "developer")) return <NotForRole title="Webhook" need="developer" role={role} />;
  const webhook = await findWebhook(customerId, id);
  if (!webhook) notFound();
  const events = listWebhookEvents({ customerId, endpointId: id }, { limit: PAGE_SIZE }).catch(
    () => undefined,
  );
  return (
    <LiveData prefetched={{ [WEBHOOKS_PATH]: loadWebhooks(customerId), [messagesPath(id, null)]: events }}>
      <Link
        href="/dashboard/webhooks"
        className="inline-flex items-center gap-1.5 self-start rounded text-[0.8125rem] leading-6 text-muted hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        Webhooks
      </Link>
      <WebhookView initial={webhook} />
    </LiveData>
  );
}
