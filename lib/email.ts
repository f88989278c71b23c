import "server-only";
import { checkpoint } from "./checkpoint";
import type { EmailDetail, EmailPage } from "./contracts/email";
import type { EmailFilter, EmailFilterChoices } from "./contracts/email-filter";
import type { DryRun, Email, EmailList } from "./contracts/resend/emails";
import type { ListParams } from "./contracts/resend/list-params";
import type { SendRequest } from "./contracts/send";
import type { SendingNotice } from "./contracts/sending-notice";
import { engine } from "./engine/engine";
import { AppError } from "./errors";
import { verifyResendWebhook } from "./resend/webhook";
import { listApiEmails as listForApi, readApiEmail } from "./sending/api-emails";
import type { SendingKey } from "./sending/candidate";
import { tryOut } from "./sending/dry-run";
import { readEmail, readEmailHtml } from "./sending/email-detail";
import { hashRequest } from "./sending/hash-request";
import { isKeyClaimed } from "./sending/idempotency";
import { listEmails as list, type PageRequest } from "./sending/list";
import { listFilterChoices } from "./sending/list-choices";
import { exportEmails } from "./sending/list-export";
import { live } from "./sending/live";
import { asWritten, type Resolved, resolveMessages, type Sender } from "./sending/resolve";
import { cancelEmail, rescheduleEmail, type ScheduleChange } from "./sending/schedule";
import { parseScheduledAt } from "./sending/schedule-time";
import { type SendAnswer, send } from "./sending/send";
import { type BatchMode, sendBatch } from "./sending/send-batch";
import { type Submitted, submit } from "./sending/submit";
import { readSendingNotice } from "./tenants/bar";
import { storeWebhook } from "./webhooks/inbox";

/** The one door to sending. */

/** Who sends, and under which name a retry is known. */
export interface SendOrder extends Sender {
  /** The API key that it came with; null for the dashboard. */
  key: SendingKey | null;
  /** The caller's name for this request; null if they gave none. */
  idempotencyKey: string | null;
}

/**
 * Sends an email: holds its credits, makes it durable, dispatches it, and answers when Resend has taken it or after
 * 10 s. Throws InsufficientCredits, `email_refused`, `idempotency_mismatch`, `queue_full`, `overloaded`,
 * `domain_not_verified`, `all_suppressed`, ProviderUnavailable; each charges nothing. With `respondAsync` it does not
 * wait for Resend.
 */
export async function sendEmail(
  order: SendOrder & { request: SendRequest; respondAsync: boolean },
): Promise<SendAnswer> {
  const submission = await prepare(order, order.request);
  return send(live, { ...submission, respondAsync: order.respondAsync }, startWork);
}

/** Accepts an email and does not wait for Resend: from here on it is ours. Throws what `sendEmail` does. */
export async function acceptEmail(order: SendOrder & { request: SendRequest }): Promise<Submitted> {
  return started(await submit(live, await prepare(order, order.request)));
}

/** An entry of a batch: checked, or what is wrong with it. */
export type BatchEntry = SendRequest | AppError;

/**
 * Accepts up to 100 emails at once. Strict: all or nothing, credits included. Permissive: what is valid and can be
 * paid for. Throws what `acceptEmail` does.
 */
export async function acceptBatch(
  order: SendOrder & { entries: readonly BatchEntry[]; mode: BatchMode },
): Promise<Submitted> {
  const { entries, mode, customerId, key, idempotencyKey } = order;
  const requestHash = hashRequest({ mode, entries: entries.map(describeEntry) });
  const resolved = await resolveEntries(order, entries);
  return started(
    await sendBatch(live, { customerId, key, idempotencyKey, requestHash, mode, entries: resolved }),
  );
}

/** What sending this would cost, and whether it would be accepted. Sends, holds and stores nothing. */
export async function tryOutEmails(order: SendOrder, entries: readonly BatchEntry[]): Promise<DryRun> {
  return tryOut(live, order, await resolveEntries(order, entries));
}

const isError = (entry: BatchEntry): entry is AppError => entry instanceof AppError;
const isRequest = (entry: BatchEntry): entry is SendRequest => !isError(entry);
/** A wrong entry is the same as another one that is wrong in the same way. */
const describeEntry = (entry: BatchEntry) => (isError(entry) ? { wrong: entry.message } : entry);

async function prepare(order: SendOrder, request: SendRequest) {
  const [message] = await resolveEntries(order, [request]);
  if (!message || message instanceof AppError) throw message;
  const { customerId, key, idempotencyKey } = order;
  return {
    customerId,
    key,
    idempotencyKey,
    requestHash: hashRequest(request),
    messages: [message],
    batchErrors: null,
  };
}

/**
 * Looks up what the entries leave open. A repeated request must get its first answer whatever has changed since (a
 * time that has passed, a recipient who is suppressed by now), so then nothing that is found wrong counts.
 */
async function resolveEntries(order: SendOrder, entries: readonly BatchEntry[]): Promise<Resolved[]> {
  const requests = entries.filter(isRequest);
  const resolved = await resolveMessages(order, requests);
  const isTrouble = resolved.some((one) => one instanceof AppError);
  const { customerId, idempotencyKey } = order;
  const isRepeated = isTrouble && idempotencyKey !== null && (await isKeyClaimed(customerId, idempotencyKey));
  const messages = isRepeated ? requests.map((request) => asWritten(order, request)) : resolved;
  let next = 0;
  return entries.flatMap((entry) => (isRequest(entry) ? (messages[next++] ?? []) : [entry]));
}

function started(submitted: Submitted): Submitted {
  if (!submitted.replayed) startWork(submitted);
  return submitted;
}

function startWork({ isAnyScheduled }: Submitted): void {
  engine().kick("dispatch");
  if (isAnyScheduled) engine().kick("schedule");
}

/** A page of the customer's emails as Resend's SDKs read it. Throws InvalidInput for a page that there is not. */
export async function listApiEmails(customerId: string, page: ListParams): Promise<EmailList> {
  return listForApi(customerId, page);
}

/** One email as Resend's SDKs read it. Throws `not_found`, also for another customer's. */
export async function requireApiEmail(customerId: string, emailId: string): Promise<Email> {
  const email = await readApiEmail(customerId, emailId);
  if (email) return email;
  throw notFound();
}

/** Gives a scheduled email another time. Throws `not_found`, `wrong_state`, and InvalidInput for a time that is none. */
export async function reschedule(customerId: string, emailId: string, scheduledAt: string): Promise<void> {
  const at = parseScheduledAt(scheduledAt, new Date());
  requireChanged(await rescheduleEmail({ customerId, emailId }, at));
  engine().kick("schedule");
}

/** Calls a scheduled email off; its hold is given back. Throws `not_found`, and `wrong_state` once it is on its way. */
export async function cancel(customerId: string, emailId: string): Promise<void> {
  requireChanged(await cancelEmail({ customerId, emailId }));
}

function requireChanged(change: ScheduleChange): void {
  if (change === "not-found") throw notFound();
  if (change === "too-late")
    throw new AppError(
      "wrong_state",
      "Only a scheduled email can be changed or canceled, and only until it is sent. This one is not scheduled any more.",
    );
}

/** What bounds the customer's sending besides their credits, for the dashboard; null if nothing does. */
export async function getSendingNotice(customerId: string): Promise<SendingNotice | null> {
  return readSendingNotice(customerId);
}

/** A page of the customer's emails, newest first. Throws InvalidInput for a cursor that is not one. */
export async function listEmails(customerId: string, page: PageRequest): Promise<EmailPage> {
  return list(customerId, page);
}

/** What the list's filter offers to choose from: domains, tags and keys that the customer has sent with. */
export async function getEmailFilterChoices(customerId: string): Promise<EmailFilterChoices> {
  return listFilterChoices(customerId);
}

/** All emails that a filter finds, newest first, as CSV that is read as fast as it is taken. */
export function exportEmailsAsCsv(customerId: string, filter: EmailFilter): ReadableStream<Uint8Array> {
  return exportEmails(customerId, filter);
}

/** One email; null if there is none by this id, or it is another customer's. */
export async function getEmail(customerId: string, emailId: string): Promise<EmailDetail | null> {
  return readEmail(customerId, emailId);
}

/** One email. Throws `not_found`, also for another customer's. */
export async function requireEmail(customerId: string, emailId: string): Promise<EmailDetail> {
  const email = await readEmail(customerId, emailId);
  if (email) return email;
  throw notFound();
}

/** The HTML body of one email. Throws `not_found`, also if the email has none. */
export async function requireEmailHtml(customerId: string, emailId: string): Promise<string> {
  const html = await readEmailHtml(customerId, emailId);
  if (html !== null) return html;
  throw notFound();
}

/**
 * Takes a webhook of Resend's: checks the signature over the exact text, stores it once, and leaves applying it to the
 * engine, so that the answer is quick. Throws `invalid_signature`, and `not_found` where no signing key is configured.
 */
export async function receiveResendWebhook(rawBody: string, headers: Headers): Promise<void> {
  const id = verifyResendWebhook(rawBody, headers);
  checkpoint("webhook-verified");
  if (await storeWebhook({ source: "resend", id, rawBody })) engine().kick("webhook");
}

const notFound = () => new AppError("not_found", "There is no email with this id.");
