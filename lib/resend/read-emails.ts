import "server-only";
import { z } from "zod";
import { waitForPermit } from "../providers/line";
import { resend } from "./client";
import { type EmailRef, readOwnTags } from "./tags";

const TIMEOUT_MS = 15_000;
const PERMIT_WAIT_MAX_MS = 10_000;
/** Resend's limit of a page. */
const PAGE_MAX = 100;

const emailSchema = z.object({ id: z.string().min(1), tags: z.unknown() });
const pageSchema = z.object({
  has_more: z.boolean(),
  data: z.array(
    z.object({ id: z.string(), to: z.array(z.string()), subject: z.string(), created_at: z.string() }),
  ),
});
const errorSchema = z.object({ message: z.string(), statusCode: z.number().nullable() });

/** An email of Resend's list, newest first, which does not show tags. */
export interface ListedEmail {
  id: string;
  to: string[];
  subject: string;
  createdAt: Date;
}

export type Read<T> =
  | { kind: "read"; value: T }
  /** Resend says that there is no such thing. */
  | { kind: "missing" }
  /** Resend could not be asked, for this reason in words. */
  | { kind: "unknown"; reason: string };

/** Which of our emails an email at Resend is; null if it is none of ours. Takes one request of the budget. */
export async function readSentEmail(resendId: string): Promise<Read<EmailRef | null>> {
  const answer = await get(`/emails/${encodeURIComponent(resendId)}`, emailSchema);
  return answer.kind === "read" ? { kind: "read", value: readOwnTags(answer.value.tags) } : answer;
}

/** A page of what was sent before `after` (an id at Resend), newest first; of all if it is null. One request. */
export async function listSentEmails(
  after: string | null,
): Promise<Read<{ emails: ListedEmail[]; hasMore: boolean }>> {
  const query = new URLSearchParams({ limit: String(PAGE_MAX), ...(after ? { after } : {}) });
  const page = await get(`/emails?${query}`, pageSchema);
  if (page.kind !== "read") return page;
  // Resend writes PostgreSQL's form of a moment, which Date reads as it is.
  const emails = page.value.data.map(({ created_at, ...email }) => ({
    ...email,
    createdAt: new Date(created_at),
  }));
  return { kind: "read", value: { emails, hasMore: page.value.has_more } };
}

async function get<T extends z.ZodType>(path: string, schema: T): Promise<Read<z.output<T>>> {
  const refusal = await waitForPermit("resend", PERMIT_WAIT_MAX_MS);
  if (refusal !== null) return { kind: "unknown", reason: refusal };
  // A followed redirect would answer something else, and a cached answer would be an old one.
  const options = { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error", cache: "no-store" };
  const { data, error } = await resend().get<unknown>(path, options);
  const parsed = schema.safeParse(data);
  if (parsed.success) return { kind: "read", value: parsed.data };
  const refused = errorSchema.safeParse(error);
  if (!refused.success) return { kind: "unknown", reason: "Resend's answer could not be read." };
  if (refused.data.statusCode === 404) return { kind: "missing" };
  return { kind: "unknown", reason: refused.data.message };
}
