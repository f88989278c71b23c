"use client";

import { useState } from "react";
import { CopyText } from "@/components/copy-text";
import { fetchJson, messageOf } from "@/components/http/fetch-json";
import { useAction } from "@/components/http/use-action";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { Webhook, WebhookDetail, WebhookSecret } from "@/lib/contracts/resend/webhooks";
import { OVERLAP_HOURS } from "@/lib/contracts/webhook-rules";
import { webhookPath } from "./paths";
import { useRefresh } from "./use-webhooks";

/** The secret that a receiver verifies with. It comes to the browser only when somebody wants to see it. */
export function SigningSecret({ webhook }: { webhook: Webhook }) {
  const [secret, setSecret] = useState<string | null>(null);
  const [isRotating, setRotating] = useState(false);
  const refresh = useRefresh(webhook.id);
  const path = webhookPath(webhook.id);
  const reveal = useAction(async () => setSecret((await fetchJson<WebhookDetail>(path)).signing_secret));

  async function rotate() {
    const init = { method: "POST" };
    const rotated = await fetchJson<WebhookSecret>(`${path}/signing-secret/rotate`, init);
    setSecret(rotated.signing_secret);
    await refresh();
  }

  return (
    <Card title="Signing secret">
      <div className="grid gap-3 text-[0.8125rem]">
        <p className="text-muted">
          Verify every request with it, by the headers <code>webhook-…</code> (Standard Webhooks) or{" "}
          <code>svix-…</code> (Resend’s libraries).
        </p>
        <div aria-live="polite" className="min-h-6">
          {secret ? (
            <CopyText text={secret} label="signing secret" />
          ) : (
            <span className="font-mono text-xs leading-6 text-muted">
              <span className="sr-only">The signing secret is hidden.</span>
              <span aria-hidden>whsec_••••••••••••••••••••••••</span>
            </span>
          )}
        </div>
        {webhook.previous_secret_until && (
          <p>
            The secret before the last rotation signs as well until{" "}
            <Time iso={webhook.previous_secret_until} style="full" />.
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {secret ? (
            <Button variant="secondary" size="sm" onClick={() => setSecret(null)}>
              Hide
            </Button>
          ) : (
            <Button variant="secondary" size="sm" isPending={reveal.isPending} onClick={reveal.run}>
              Reveal
            </Button>
          )}
          <Button variant="secondary" size="sm" onClick={() => setRotating(true)}>
            Rotate
          </Button>
        </div>
      </div>
      <ConfirmDialog
        isOpen={isRotating}
        onOpenChange={setRotating}
        title="Rotate the signing secret?"
        description={`A new secret is made. For ${OVERLAP_HOURS} hours each request carries two signatures, by the new secret and by this one, so your receiver keeps working until you have given it the new one. A secret before this one stops at once.`}
        confirm="Rotate secret"
        onConfirm={rotate}
        messageOf={messageOf}
      />
    </Card>
  );
}
