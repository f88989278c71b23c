import { endpointsOf } from "../configured-endpoint";
import type { EmailRow } from "../entities";
import { resendId } from "../ids";
import type { Sandbox } from "../sandbox";
import { addressesOf, bareAddress, testBox } from "./address";
import { eventPayload, type Step } from "./email-event";

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

function stepsFor(sandbox: Sandbox, row: EmailRow): Step[] {
  const addresses = addressesOf(row);
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

function emitEmailEvent(
  sandbox: Sandbox,
  row: EmailRow,
  step: Step | "scheduled",
  detail: Record<string, unknown> = {},
): string[] {
  // Without an endpoint there is nothing to tell anybody, and no reason to keep a record per step.
  if (endpointsOf(sandbox, "resend").length === 0) return [];
  const payload = eventPayload(sandbox, row, step, detail);
  return sandbox.webhooks.emit("resend", [{ type: payload.type, payload: { ...payload } }]);
}

/**
 * Something happens to an email on demand: a reader opens it, a server refuses it late. `detail` goes over what the event
 * says by itself. The address of a lone recipient who bounces or complains goes on the account's suppression list.
 */
export function happen(
  sandbox: Sandbox,
  row: EmailRow,
  step: Step,
  detail: Record<string, unknown>,
): string[] {
  const changed = sandbox.store.emails.put(row.id, { ...row, status: step });
  if (step === "bounced" || step === "complained") suppressRecipient(sandbox, changed, step);
  return emitEmailEvent(sandbox, changed, step, detail);
}

function suppressRecipient(
  sandbox: Sandbox,
  { id, to, cc, bcc }: EmailRow,
  step: "bounced" | "complained",
): void {
  const { suppressions } = sandbox.store;
  const [recipient = "", ...others] = [...to, ...(cc ?? []), ...(bcc ?? [])];
  const email = bareAddress(recipient);
  if (!email || others.length > 0 || suppressions.all().some((row) => row.email === email)) return;
  const suppressionId = resendId();
  suppressions.put(suppressionId, {
    object: "suppression",
    id: suppressionId,
    email,
    origin: step === "bounced" ? "bounce" : "complaint",
    source_id: id,
    created_at: sandbox.clock.postgresTimestamp(),
  });
}
