import "server-only";
import type { EmailEventType } from "../contracts/email-event";
import type { WebhookEvent } from "../contracts/webhook-rules";
import type { OutgoingEvent } from "../outgoing/publish";
import type { DeliveryNews } from "./locked-emails";

/** What customers hear of. That an email is scheduled or sent they hear when it happens here. */
const TYPES: Record<EmailEventType, WebhookEvent | null> = {
  scheduled: null,
  sent: null,
  delivered: "email.delivered",
  delivery_delayed: "email.delivery_delayed",
  bounced: "email.bounced",
  complained: "email.complained",
  opened: "email.opened",
  clicked: "email.clicked",
  failed: "email.failed",
  suppressed: "email.suppressed",
};

/** The message for the sender's own endpoints, in Resend's shape, with our id of the email; null if there is none. Pure. */
export function toOutgoing({ email, event }: DeliveryNews): OutgoingEvent | null {
  const type = TYPES[event.type];
  if (!type) return null;
  const { cc, bcc, from } = email.envelope;
  return {
    customerId: email.customerId,
    type,
    occurredAt: event.occurredAt,
    data: {
      email_id: email.id,
      created_at: email.createdAt.toISOString(),
      from,
      to: email.to,
      ...(cc.length > 0 ? { cc } : {}),
      ...(bcc.length > 0 ? { bcc } : {}),
      subject: email.subject,
      ...(email.templateId === null ? {} : { template_id: email.templateId }),
      tags: event.tags,
      ...event.detail,
    },
  };
}
