import type { EmailBouncedEvent, WebhookEventPayload } from "resend";
import type { EmailRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { addressesOf, testBox } from "./address";

type EmailEvent = Extract<WebhookEventPayload, { type: `email.${string}` }>;

/** What can be told of an email. */
export const emailSteps = [
  "sent",
  "delivery_delayed",
  "delivered",
  "opened",
  "clicked",
  "bounced",
  "complained",
  "failed",
  "suppressed",
] as const;
export type Step = (typeof emailSteps)[number];

/** The message about a step, as Resend writes it. `detail` goes over what it says by itself. */
export function eventPayload(
  sandbox: Sandbox,
  row: EmailRow,
  step: Step | "scheduled",
  detail: Record<string, unknown>,
): EmailEvent {
  const created_at = new Date(sandbox.clock.nowMs()).toISOString();
  const data = {
    email_id: row.id,
    message_id: row.message_id,
    created_at: row.created_at,
    from: row.from,
    to: row.to,
    subject: row.subject,
    // An object here, an array in GET /emails: so it is at the provider.
    tags: Object.fromEntries(row.tags.map(({ name, value }) => [name, value])),
    ...partOf(sandbox, row, step, created_at),
    ...detail,
  };
  return { type: `email.${step}`, created_at, data } as EmailEvent;
}

/** What an event says beside the email. */
function partOf(
  sandbox: Sandbox,
  row: EmailRow,
  step: Step | "scheduled",
  at: string,
): Record<string, unknown> {
  switch (step) {
    case "bounced": {
      const bounce: EmailBouncedEvent["data"]["bounce"] & { diagnosticCode: string[] } = {
        type: "Permanent",
        subType: "General",
        message: "The recipient's email provider sent a hard bounce message.",
        diagnosticCode: [`smtp; 550 5.1.1 <${boxOf(row, "bounced")}>: user unknown`],
      };
      return { bounce };
    }
    case "suppressed": {
      const list = sandbox.store.suppressions.all();
      const listed = list.find(({ email }) => addressesOf(row).includes(email));
      const address = listed?.email ?? boxOf(row, "suppressed");
      return {
        suppressed: {
          type: "OnAccountSuppressionList",
          message: `${address} is on the suppression list of the account.`,
          reason: listed?.origin === "complaint" ? "previous_complaint" : "previous_bounce",
        },
      };
    }
    case "clicked": {
      const userAgent = "Mozilla/5.0 (sandbox)";
      return { click: { ipAddress: "192.0.2.1", link: "https://mailbox.dev/", timestamp: at, userAgent } };
    }
    case "failed":
      return { failed: { reason: "reached_daily_quota" } };
    default:
      return {};
  }
}

/** The recipient whose fault it is: the test address if there is one, else the first. */
function boxOf(row: EmailRow, box: "bounced" | "suppressed"): string {
  const addresses = addressesOf(row);
  return addresses.find((address) => testBox(address) === box) ?? addresses[0] ?? "";
}
