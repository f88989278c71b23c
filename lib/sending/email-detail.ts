import "server-only";
import { and, count, eq } from "drizzle-orm";
import type { EmailDetail } from "../contracts/email";
import { contentRemoved } from "../contracts/email-content";
import { database } from "../db/client";
import { apiKeys } from "../db/schema/api";
import { captures } from "../db/schema/credits";
import { dispatches, emails } from "../db/schema/emails";
import { AppError } from "../errors";
import { templateName } from "../templates/rows";
import { type EmailRow, findEmail } from "./email-row";
import { toSummary } from "./list";
import { listEvents } from "./list-events";
import { readPayload } from "./payload";

/** One of a customer's emails with all that the page of it shows; null if it is not theirs. */
export async function readEmail(customerId: string, emailId: string): Promise<EmailDetail | null> {
  const row = await findEmail(customerId, emailId);
  if (row?.kind !== "customer") return null;
  const { from, cc, bcc, reply_to, headers, tags, text, html } = readPayload(row.payload);
  const [events, key, template, capture, providerAnswer] = await Promise.all([
    listEvents(customerId, emailId),
    readKeyOf(row),
    readTemplateOf(row),
    readCaptureOf(row),
    readProviderAnswer(row),
  ]);
  return {
    ...toSummary(row),
    from,
    cc,
    bcc,
    reply_to,
    headers,
    tags: tags.filter((tag) => !tag.name.startsWith("mailkit")),
    text: text ?? null,
    has_html: html !== undefined,
    settled_at: row.settledAt?.toISOString() ?? null,
    content_removed_after_days: contentDays(row),
    events,
    skipped: row.skipped,
    attachments: row.attachments.map(({ filename, contentType, bytes }) => ({
      filename,
      content_type: contentType,
      bytes,
    })),
    key,
    template,
    payment: isGivenBack(row.status) ? "released" : row.capturedAt ? "captured" : "held",
    capture,
    provider_answer: providerAnswer,
  };
}

const isGivenBack = (status: string) => status === "failed" || status === "canceled";

const DAY_MS = 24 * 60 * 60 * 1000;

/** For how many days the content was kept after the email was settled; null while it is there. */
function contentDays({ contentRemovedAt, settledAt }: EmailRow): number | null {
  if (contentRemovedAt === null) return null;
  return Math.max(
    1,
    Math.floor((contentRemovedAt.getTime() - (settledAt ?? contentRemovedAt).getTime()) / DAY_MS),
  );
}

/** The HTML of one of a customer's emails; null if there is none. Throws `not_found` if it was removed because of its age. */
export async function readEmailHtml(customerId: string, emailId: string): Promise<string | null> {
  const row = await findEmail(customerId, emailId);
  if (row?.kind !== "customer") return null;
  const days = contentDays(row);
  if (days !== null) throw new AppError("not_found", contentRemoved(days));
  return readPayload(row.payload).html ?? null;
}

async function readKeyOf({ customerId, apiKeyId }: EmailRow): Promise<EmailDetail["key"]> {
  if (apiKeyId === null) return null;
  const [key] = await database()
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.customerId, customerId), eq(apiKeys.id, apiKeyId)));
  return key ?? null;
}

async function readTemplateOf(row: EmailRow): Promise<EmailDetail["template"]> {
  const { customerId, templateId, templateVersion } = row;
  if (templateId === null || templateVersion === null) return null;
  return { id: templateId, name: await templateName(customerId, templateId), version: templateVersion };
}

async function readCaptureOf({ customerId, captureId }: EmailRow): Promise<EmailDetail["capture"]> {
  if (captureId === null) return null;
  const paidBy = and(eq(emails.customerId, customerId), eq(emails.captureId, captureId));
  const [[capture], [paid]] = await Promise.all([
    database()
      .select()
      .from(captures)
      .where(and(eq(captures.customerId, customerId), eq(captures.id, captureId))),
    database().select({ emails: count() }).from(emails).where(paidBy),
  ]);
  if (!capture) return null;
  return {
    id: captureId,
    ledger_entry_id: capture.ledgerEntryId,
    credits: capture.credits,
    emails: paid?.emails ?? 0,
    captured_at: capture.state === "captured" ? (capture.settledAt?.toISOString() ?? null) : null,
  };
}

/**
 * What Resend said last of the call that the email is in, while that call has no good answer. A refusal of one email
 * stands in its cause; what Resend said of the operator's account is nobody else's business.
 */
async function readProviderAnswer({ status, dispatchId, cause }: EmailRow): Promise<string | null> {
  if (status === "failed") return cause;
  if (dispatchId === null || (status !== "sending" && status !== "unresolved")) return null;
  const [dispatch] = await database()
    .select({ lastError: dispatches.lastError })
    .from(dispatches)
    .where(eq(dispatches.id, dispatchId));
  return dispatch?.lastError ?? null;
}
