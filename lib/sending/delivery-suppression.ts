import "server-only";
import { parseAddress } from "../contracts/address";
import type { SuppressionOrigin } from "../contracts/suppression";
import type { DeliveryEvent } from "../resend/news";
import type { NewSuppression } from "../suppressions/suppress";
import { blamedRecipient } from "./blamed-recipient";
import type { DeliveryNews } from "./locked-emails";

/** Who is to get no more mail after this; null if nobody is, or if it can't be told who. Pure. */
export function toSuppression({ email, event }: DeliveryNews): NewSuppression | null {
  const origin = originOf(event);
  if (!origin) return null;
  const { cc, bcc } = email.envelope;
  const recipients = [...email.to, ...cc, ...bcc].flatMap((text) => parseAddress(text)?.address ?? []);
  const address = blamedRecipient(recipients, event.detail);
  return address ? { customerId: email.customerId, address, origin, emailId: email.id } : null;
}

/** A mailbox that is full today may take mail tomorrow; only a permanent bounce ends it. */
function originOf({ type, detail }: DeliveryEvent): SuppressionOrigin | null {
  if (type === "complained") return "complaint";
  if (type === "bounced") return detail.bounce?.type === "Permanent" ? "bounce" : null;
  if (type === "suppressed")
    return detail.suppressed?.reason === "previous_complaint" ? "complaint" : "bounce";
  return null;
}
