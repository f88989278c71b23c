"use client";

import { Webhook as WebhookIcon } from "lucide-react";
import Link from "next/link";
import { LoadError } from "@/components/http/load-error";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkRow, RowHead, Table, Td, Th } from "@/components/ui/table";
import type { Webhook } from "@/lib/contracts/resend/webhooks";
import { AddWebhook } from "./add-webhook";
import { WebhookBadge } from "./badges";
import { RowsSkeleton } from "./rows-skeleton";
import { useWebhooks } from "./use-webhooks";

/** The customer's endpoints. */
export function WebhookList() {
  const { data: list, error, mutate } = useWebhooks();
  if (!list && error)
    return <LoadError title="Webhooks could not be loaded" error={error} retry={() => void mutate()} />;
  if (!list) return <RowsSkeleton of="webhooks" />;
  if (list.data.length === 0)
    return (
      <EmptyState icon={WebhookIcon} title="No webhooks yet" action={<AddWebhook variant="secondary" />}>
        A webhook tells your own program when an email is sent, delivered or bounced, and when credits run
        low.
      </EmptyState>
    );
  return <WebhookTable webhooks={list.data} />;
}

function WebhookTable({ webhooks }: { webhooks: readonly Webhook[] }) {
  return (
    <Table className="table-fixed">
      <caption className="sr-only">Webhooks, newest first</caption>
      <thead>
        <tr>
          <Th className="w-32">Status</Th>
          <Th>Address</Th>
          <Th className="hidden w-[40%] lg:table-cell">Events</Th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <LinkRow key={webhook.id}>
            <Td>
              <WebhookBadge webhook={webhook} />
            </Td>
            <RowHead>
              <Link
                href={`/dashboard/webhooks/${webhook.id}`}
                className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {webhook.endpoint}
              </Link>
              <p className="truncate text-[0.8125rem] text-muted lg:hidden">{webhook.events.join(", ")}</p>
            </RowHead>
            <Td className="hidden truncate text-[0.8125rem] text-muted lg:table-cell">
              {webhook.events.join(", ")}
            </Td>
          </LinkRow>
        ))}
      </tbody>
    </Table>
  );
}
