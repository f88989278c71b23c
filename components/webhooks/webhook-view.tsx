"use client";

import type { ReactNode } from "react";
import { CopyText } from "@/components/copy-text";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { catalogue } from "@/lib/catalogue";
import type { Webhook } from "@/lib/contracts/resend/webhooks";
import { WebhookBadge } from "./badges";
import { Deliveries } from "./deliveries";
import { SigningSecret } from "./signing-secret";
import { useWebhooks } from "./use-webhooks";
import { WebhookActions } from "./webhook-actions";

/** One endpoint with all that is known about it, and what was sent to it. */
export function WebhookView({ initial }: { initial: Webhook }) {
  const { data: list } = useWebhooks();
  const webhook = list?.data.find(({ id }) => id === initial.id) ?? initial;
  return (
    <>
      <PageHeader title={webhook.endpoint}>
        <WebhookActions webhook={webhook} />
      </PageHeader>
      <Trouble webhook={webhook} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title="Details" aside={<WebhookBadge webhook={webhook} />}>
          <Facts webhook={webhook} />
        </Card>
        <SigningSecret webhook={webhook} />
      </div>
      <Deliveries webhook={webhook} />
    </>
  );
}

function Trouble({ webhook: { status, disabled_reason, failing_since } }: { webhook: Webhook }) {
  if (status === "disabled" && disabled_reason)
    return (
      <Banner tone="danger" title={`${catalogue.productName} has disabled this webhook.`}>
        {disabled_reason} Repair the receiver, then enable the webhook again.
      </Banner>
    );
  if (status === "disabled")
    return <Banner tone="info" title="This webhook is disabled. It is sent nothing." />;
  if (failing_since)
    return (
      <Banner tone="warning" title="The receiver does not take what it is sent.">
        Every attempt has failed since <Time iso={failing_since} style="full" />. After five days of this the
        webhook is disabled.
      </Banner>
    );
  return null;
}

function Facts({ webhook }: { webhook: Webhook }) {
  return (
    <dl className="grid gap-3 text-[0.8125rem]">
      <Fact term="Events">
        <ul className="mt-1 flex flex-wrap gap-1.5">
          {webhook.events.map((event) => (
            <li key={event} className="rounded border bg-subtle px-1.5 font-mono text-xs leading-5">
              {event}
            </li>
          ))}
        </ul>
      </Fact>
      <Fact term="Added">
        <Time iso={webhook.created_at} style="full" />
      </Fact>
      <Fact term="Webhook id">
        <CopyText text={webhook.id} label="Webhook id" />
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-muted">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
