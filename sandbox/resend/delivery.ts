import type { EmailBouncedEvent, WebhookEventPayload } from "resend";
import type { EmailRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { bareAddress, testBox } from "./address";

type EmailEvent = Extract<WebhookEventPayload, { type: `email.${string}` }>;
type Step = Extract<EmailRow["status"], "sent" | "delivered" | "bounced" | "complained" | "suppressed">;

/** What becomes of an accepted email, one step after the other. Resend docs: test emails. */
export function startDelivery(sandbox: Sandbox, row: EmailRow): void {
  if (row.scheduled_at) {
    sandbox.mayHaveScheduled = true;
    emitEmailEvent(sandbox, row, "scheduled");
    return;
  }
  runSteps(sandbox, row.id, stepsFor(sandbox, row));
}

/** Scheduled emails leave when the sandbox clock reaches their time. */
export function sendScheduledEmails(sandbox: Sandbox): void {
  if (!sandbox.mayHaveScheduled) return;
  const waiting = sandbox.store.emails.all().filter(({ status }) => status === "scheduled");
  sandbox.mayHaveScheduled = waiting.length > 0;
  for (const row of waiting) {
    if (!row.scheduled_at || Date.parse(row.scheduled_at) > sandbox.clock.nowMs()) continue;
    sandbox.store.emails.put(row.id, { ...row, status: "queued" });
    runSteps(sandbox, row.id, stepsFor(sandbox, row));
  }
}

/** After a restart: emails that were under way go on from where they were. */
export function resumeDeliveries(sandbox: Sandbox): void {
  for (const row of sandbox.store.emails.all()) {
    const steps = stepsFor(sandbox, row);
    if (row.status === "queued") runSteps(sandbox, row.id, steps);
    else if (row.status === "sent") runSteps(sandbox, row.id, steps.slice(1));
  }
}

function stepsFor(sandbox: Sandbox, { to, cc, bcc }: EmailRow): Step[] {
  const addresses = [...to, ...(cc ?? []), ...(bcc ?? [])].map((text) => bareAddress(text) ?? "");
  const boxes = addresses.map(testBox);
  const suppressed = new Set(sandbox.store.suppressions.all().map(({ email }) => email.toLowerCase()));
  if (boxes.includes("suppressed") || addresses.some((address) => suppressed.has(address)))
    return ["suppressed"];
  if (boxes.includes("bounced")) return ["sent", "bounced"];
  if (boxes.includes("complained")) return ["sent", "delivered", "complained"];
  return ["sent", "delivered"];
}

function runSteps(sandbox: Sandbox, id: string, [step, ...rest]: Step[]): void {
  if (!step) return;
  sandbox.timers.after(sandbox.settings.deliveryStepMs, () => {
    const row = sandbox.store.emails.get(id);
    if (!row || row.status === "canceled") return;
    const changed = sandbox.store.emails.put(id, { ...row, status: step });
    emitEmailEvent(sandbox, changed, step);
    runSteps(sandbox, id, rest);
  });
}

function emitEmailEvent(sandbox: Sandbox, row: EmailRow, step: Step | "scheduled"): void {
  // Without an endpoint there is nothing to tell anybody, and no reason to keep a record per step.
  const hasEndpoint = sandbox.store.endpoints.all().some(({ provider }) => provider === "resend");
  if (!sandbox.settings.resendWebhookUrl && !hasEndpoint) return;
  const payload = eventPayload(sandbox, row, step);
  sandbox.webhooks.emit("resend", [{ type: payload.type, payload: { ...payload } }]);
}

function eventPayload(sandbox: Sandbox, row: EmailRow, step: Step | "scheduled"): EmailEvent {
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
  };
  if (step === "bounced") {
    const bounce: EmailBouncedEvent["data"]["bounce"] = {
      type: "Permanent",
      subType: "General",
      message: "smtp; 550 5.1.1 user unknown",
    };
    return { type: "email.bounced", created_at, data: { ...data, bounce } };
  }
  if (step === "suppressed") {
    const suppressed = {
      type: "OnAccountSuppressionList",
      message: "The recipient is on the suppression list.",
    };
    return { type: "email.suppressed", created_at, data: { ...data, suppressed } };
  }
  return { type: `email.${step}`, created_at, data } as EmailEvent;
}
