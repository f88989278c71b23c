"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import { useSWRConfig } from "swr";
import { fetchJson, jsonPost } from "@/components/http/fetch-json";
import { useRefusal } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import type { WebhookSecret } from "@/lib/contracts/resend/webhooks";
import { WEBHOOKS_PATH } from "./paths";
import { WebhookDialog, type WebhookDraft } from "./webhook-dialog";

/** What most receivers act on. */
const NEW: WebhookDraft = {
  endpoint: "",
  events: [
    "email.delivered",
    "email.bounced",
    "email.complained",
    "email.failed",
    "credits.low",
    "credits.depleted",
  ],
};

/** Adds an endpoint and opens its page, where its signing secret is. */
export function AddWebhook({ variant }: Pick<ComponentProps<typeof Button>, "variant">) {
  const [isOpen, setOpen] = useState(false);
  const isForbidden = useRefusal("developer") !== null;
  const { mutate } = useSWRConfig();
  const router = useRouter();

  async function add(draft: WebhookDraft) {
    const { id } = await fetchJson<WebhookSecret>(WEBHOOKS_PATH, jsonPost(draft));
    await mutate(WEBHOOKS_PATH);
    router.push(`/dashboard/webhooks/${id}`);
  }

  if (isForbidden) return null;
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Add webhook
      </Button>
      <WebhookDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Add a webhook"
        submit="Add webhook"
        initial={NEW}
        onSubmit={add}
      />
    </>
  );
}
