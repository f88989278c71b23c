"use client";

import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Td } from "@/components/ui/table";
import type { Webhook, WebhookMessage } from "@/lib/contracts/resend/webhooks";
import { MessageBadge } from "./badges";
import { DeliveryDetails } from "./delivery-details";

const COLUMNS = 3;

/** One message; its attempts and its payload unfold under it. */
export function DeliveryRow({ webhook, message }: { webhook: Webhook; message: WebhookMessage }) {
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <>
      <tr className={cn("border-b", !isOpen && "last:border-b-0")}>
        <Td>
          <MessageBadge message={message} />
          <p className="mt-1 text-[0.8125rem] text-muted sm:hidden">
            <Time iso={message.created_at} style="relative" />
          </p>
        </Td>
        <Td>
          <code className="font-mono text-xs">{message.type}</code>
          <p className="text-[0.8125rem] text-muted">
            <span className="max-sm:hidden">
              <Time iso={message.created_at} style="relative" />,{" "}
            </span>
            <Attempts message={message} />
          </p>
        </Td>
        <Td className="text-right">
          <Button
            variant="ghost"
            size="icon"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            aria-label={`Details of ${message.type}`}
            onClick={() => setOpen(!isOpen)}
            className="size-8"
          >
            <ChevronDown aria-hidden className={cn("transition-transform", isOpen && "rotate-180")} />
          </Button>
        </Td>
      </tr>
      {isOpen && (
        <tr id={detailsId} className="border-b bg-subtle/40 last:border-b-0">
          <td colSpan={COLUMNS} className="px-5 py-4">
            <DeliveryDetails webhook={webhook} message={message} />
          </td>
        </tr>
      )}
    </>
  );
}

function Attempts({ message: { attempts, next_attempt_at, state } }: { message: WebhookMessage }) {
  const made = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  if (next_attempt_at === null || state !== "pending") return made;
  if (attempts === 0) return "on its way";
  return (
    <>
      {made}, next at <Time iso={next_attempt_at} style="clock" />
    </>
  );
}
