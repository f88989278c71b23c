"use client";

import { useState } from "react";
import { standstillOf } from "@/components/credits/standstill";
import { useCredits } from "@/components/credits/use-credits";
import { fetchJson, jsonPost } from "@/components/http/fetch-json";
import { toast } from "@/components/ui/toast";
import type { SendResult } from "@/lib/contracts/send";
import { bodyOf, previewBodyOf, type TemplateDraft } from "./draft";
import { explain } from "./issues";
import { askPreview } from "./use-preview";

/**
 * Sends the draft as it stands, with the test values, to the reader alone. It costs a credit like any email, and `standstill`
 * says why none can be sent, or is null.
 */
export function useTestSend(email: string) {
  const [isSending, setSending] = useState(false);
  const { credits, showAvailable } = useCredits();

  async function send(draft: TemplateDraft, values: Readonly<Record<string, string>>) {
    const { subject, html, text, missing } = await askPreview(previewBodyOf(draft, values));
    if (missing.length > 0) {
      toast.error(`Give ${missing.join(", ")} a test value or a fallback first.`);
      return;
    }
    const { from, reply_to } = bodyOf(draft);
    const sent = await fetchJson<SendResult>(
      "/api/send",
      jsonPost(
        {
          to: email,
          subject: subject || draft.name,
          html,
          ...(text !== null && { text }),
          ...(from && { from }),
          ...(reply_to.length > 0 && { reply_to }),
        },
        { "idempotency-key": crypto.randomUUID() },
      ),
    );
    showAvailable(sent.credits.available);
    toast.success(`The test is on its way to ${email}.`, { description: "It cost 1 credit." });
  }

  async function sendTest(draft: TemplateDraft, values: Readonly<Record<string, string>>) {
    setSending(true);
    try {
      await send(draft, values);
    } catch (error) {
      toast.error(explain(error).message);
    } finally {
      setSending(false);
    }
  }
  return { isSending, sendTest, standstill: standstillOf(credits) };
}
