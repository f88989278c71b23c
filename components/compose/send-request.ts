import { fetchJson, jsonPost } from "@/components/http/fetch-json";
import type { SendInput, SendResult } from "@/lib/contracts/send";
import { faultsOfEmail } from "./check-email";
import { type Draft, repeatedHeader, toRequest } from "./draft";
import type { Attempt } from "./draft-storage";
import { type Explained, explainIssues } from "./failure";

/** The longest that an answer takes once the request has arrived. */
const ANSWER_MS = 30_000;
/** A line of one megabit a second is slow by now; files get the time that it needs for them. */
const UPLOAD_BYTES_PER_MS = 125;

/** Checks a draft as the server will. Returns the body to send, or what is wrong with it. */
export function checkDraft(draft: Draft): { body: SendInput; wrong: Explained | null } {
  const body = toRequest(draft);
  const repeated = repeatedHeader(draft);
  const issues = [
    ...(repeated ? [{ pointer: `/headers/${repeated}`, detail: "This header is given twice." }] : []),
    ...faultsOfEmail(body),
  ];
  return { body, wrong: issues.length > 0 ? explainIssues(issues, body) : null };
}

/** The last attempt if it was about the same content, else a new one. Of files the digest stands for the content. */
export function attemptFor(last: Attempt | null, draft: Draft, body: SendInput): Attempt {
  const attachments = draft.files.map(({ name, type, contentId, digest }) => [name, type, contentId, digest]);
  const content = JSON.stringify(attachments.length > 0 ? { ...body, attachments } : body);
  return last?.content === content ? last : { key: crypto.randomUUID(), content };
}

/** `POST /api/send` under the key of an attempt. Throws what `fetchJson` does. */
export function postSend(body: SendInput, { key }: Attempt): Promise<SendResult> {
  const init = jsonPost(body, { "idempotency-key": key });
  const bytes = typeof init.body === "string" ? init.body.length : 0;
  const signal = AbortSignal.timeout(ANSWER_MS + bytes / UPLOAD_BYTES_PER_MS);
  return fetchJson<SendResult>("/api/send", { ...init, signal });
}
