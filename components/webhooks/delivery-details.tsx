"use client";

import { CopyText } from "@/components/copy-text";
import { formatCount } from "@/components/format";
import { fetchJson, jsonPost, messageOf } from "@/components/http/fetch-json";
import { useAction } from "@/components/http/use-action";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Webhook, WebhookAttempt, WebhookMessage } from "@/lib/contracts/resend/webhooks";
import { messagePath } from "./paths";
import { useAttempts, useMessage, useRefresh } from "./use-webhooks";

/** What was posted, what was answered each time, and a button to send it again. */
export function DeliveryDetails({ webhook, message }: { webhook: Webhook; message: WebhookMessage }) {
  const { data: detail, error } = useMessage(webhook.id, message.id);
  const refresh = useRefresh(webhook.id);
  const replay = useAction(async () => {
    const path = `${messagePath(webhook.id, message.id)}/replay`;
    await fetchJson(path, jsonPost({}));
    toast.success("The event is sent again, under the same id.");
    await refresh();
  });
  return (
    <div className="grid gap-4 text-[0.8125rem]">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-muted">Message id, the header webhook-id</h3>
          <CopyText text={message.id} label="message id" />
        </div>
        {webhook.status === "enabled" && (
          <Button variant="secondary" size="sm" isPending={replay.isPending} onClick={replay.run}>
            {message.state === "pending" ? "Send now" : "Replay"}
          </Button>
        )}
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <div className="min-w-0">
          <h3 className="mb-1 text-muted">Payload</h3>
          {error && !detail ? (
            <p>{messageOf(error)}</p>
          ) : (
            <Code text={detail ? JSON.stringify(detail.payload, null, 2) : "Loading…"} />
          )}
        </div>
        <div className="min-w-0">
          <h3 className="mb-1 text-muted">Attempts, newest first</h3>
          <AttemptList webhook={webhook} message={message} />
        </div>
      </div>
    </div>
  );
}

function AttemptList({ webhook, message }: { webhook: Webhook; message: WebhookMessage }) {
  const { data, error } = useAttempts(webhook.id, message);
  if (!data && error) return <p>{messageOf(error)}</p>;
  if (!data) return <Skeleton className="h-16 rounded-md" />;
  if (data.data.length === 0) return <p>None yet.</p>;
  return (
    <ol className="grid gap-2">
      {data.data.map((attempt) => (
        <Attempt key={attempt.id} attempt={attempt} />
      ))}
    </ol>
  );
}

function Attempt({ attempt }: { attempt: WebhookAttempt }) {
  const { http_status_code: status, response, sent_at, duration_ms } = attempt;
  return (
    <li className="grid gap-1">
      <p className="flex flex-wrap gap-x-2">
        <span className="font-medium">{status === 0 ? "No answer" : `Answer ${status}`}</span>
        <span className="text-muted">
          after {formatCount(duration_ms)} ms, <Time iso={sent_at} style="full" />
        </span>
      </p>
      {response && <Code text={response} />}
    </li>
  );
}

/** A few kilobytes at the most, so it is shown whole. */
function Code({ text }: { text: string }) {
  return (
    <pre className="rounded-md border bg-surface p-3 font-mono text-xs break-words whitespace-pre-wrap">
      {text}
    </pre>
  );
}
