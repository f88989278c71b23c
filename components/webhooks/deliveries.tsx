"use client";

import { Inbox } from "lucide-react";
import { Suspense, useState } from "react";
import { LoadError } from "@/components/http/load-error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Th } from "@/components/ui/table";
import type { Webhook } from "@/lib/contracts/resend/webhooks";
import { DeliveryRow } from "./delivery-row";
import { RowsSkeleton } from "./rows-skeleton";
import { useMessages } from "./use-webhooks";

/** What was and will be sent to an endpoint, newest first. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const [after, setAfter] = useState<string | null>(null);
  return (
    <Card title="Deliveries" flush>
      <Suspense fallback={<RowsSkeleton of="deliveries" />}>
        <DeliveryPage webhook={webhook} after={after} onPage={setAfter} />
      </Suspense>
    </Card>
  );
}

interface DeliveryPageProps {
  webhook: Webhook;
  after: string | null;
  onPage: (after: string | null) => void;
}

function DeliveryPage({ webhook, after, onPage }: DeliveryPageProps) {
  const { data: page, error, mutate } = useMessages(webhook.id, after);
  if (!page && error)
    return <LoadError title="Deliveries could not be loaded" error={error} retry={() => void mutate()} />;
  if (!page) return <RowsSkeleton of="deliveries" />;
  if (page.data.length === 0 && !after)
    return (
      <EmptyState icon={Inbox} title="Nothing sent yet">
        Every event that is sent to this address appears here for 30 days, with what your receiver answered.
        Send a test event to try it.
      </EmptyState>
    );
  const last = page.data.at(-1);
  return (
    <>
      <Table className="mt-1 table-fixed">
        <caption className="sr-only">Deliveries, newest first</caption>
        <thead>
          <tr>
            <Th className="w-32">State</Th>
            <Th>Event</Th>
            <Th className="w-14">
              <span className="sr-only">Details</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {page.data.map((message) => (
            <DeliveryRow key={message.id} webhook={webhook} message={message} />
          ))}
        </tbody>
      </Table>
      {(after || page.has_more) && (
        <nav aria-label="Pages" className="flex justify-end gap-2 border-t px-5 py-3">
          {after && (
            <Button variant="secondary" size="sm" onClick={() => onPage(null)}>
              Newest
            </Button>
          )}
          {page.has_more && last && (
            <Button variant="secondary" size="sm" onClick={() => onPage(last.id)}>
              Older
            </Button>
          )}
        </nav>
      )}
    </>
  );
}
