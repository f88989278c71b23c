"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSWRConfig } from "swr";
import { fetchJson, jsonPost, jsonRequest, messageOf } from "@/components/http/fetch-json";
import { useAction } from "@/components/http/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { Webhook } from "@/lib/contracts/resend/webhooks";
import { WEBHOOKS_PATH, webhookPath } from "./paths";
import { useRefresh } from "./use-webhooks";
import { WebhookDialog } from "./webhook-dialog";

/** What can be done with an endpoint. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const [dialog, setDialog] = useState<"edit" | "delete" | null>(null);
  const router = useRouter();
  const refresh = useRefresh(webhook.id);
  const { mutate } = useSWRConfig();
  const path = webhookPath(webhook.id);
  const isEnabled = webhook.status === "enabled";
  const change = async (changes: object) => {
    await fetchJson(path, jsonRequest("PATCH", changes));
    await refresh();
  };
  const switchStatus = useAction(() => change({ status: isEnabled ? "disabled" : "enabled" }));
  const test = useAction(async () => {
    await fetchJson(`${path}/test`, jsonPost({}));
    toast.success("A test event is on its way.");
    await refresh();
  });

  return (
    <div className="flex flex-wrap gap-2">
      {isEnabled && (
        <Button variant="secondary" size="sm" isPending={test.isPending} onClick={test.run}>
          Send test event
        </Button>
      )}
      <Button variant="secondary" size="sm" onClick={() => setDialog("edit")}>
        Edit
      </Button>
      <Button
        variant={isEnabled ? "secondary" : "primary"}
        size="sm"
        isPending={switchStatus.isPending}
        onClick={switchStatus.run}
      >
        {isEnabled ? "Disable" : "Enable"}
      </Button>
      <Button variant="secondary" size="sm" onClick={() => setDialog("delete")}>
        Delete
      </Button>
      <WebhookDialog
        isOpen={dialog === "edit"}
        onOpenChange={(isOpen) => setDialog(isOpen ? "edit" : null)}
        title="Edit the webhook"
        submit="Save"
        initial={{ endpoint: webhook.endpoint, events: webhook.events }}
        onSubmit={change}
      />
      <ConfirmDialog
        isOpen={dialog === "delete"}
        onOpenChange={(isOpen) => setDialog(isOpen ? "delete" : null)}
        title="Delete this webhook?"
        description="Nothing more is sent to it, not even what waits. Its signing secret and its deliveries can't be seen any more."
        confirm="Delete webhook"
        onConfirm={async () => {
          await fetchJson(path, { method: "DELETE" });
          await mutate(WEBHOOKS_PATH);
          router.push("/dashboard/webhooks");
        }}
        messageOf={messageOf}
      />
    </div>
  );
}
