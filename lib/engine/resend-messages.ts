import "server-only";
import type { Executor } from "../db/client";
import { applyDomainNews, readDomainNews } from "../domains/news";
import { applyEmailNews } from "../sending/email-news";
import type { Applied, MessageReader, PendingMessage } from "../webhooks/inbox";

/** Resend's messages: about emails, and about domains. Twice, late, or in another order ends the same. */
export const resendMessages: MessageReader = { source: "resend", apply };

async function apply(tx: Executor, messages: PendingMessage[]): Promise<Applied> {
  const sorted = messages.map((message) => ({ message, domain: readDomainNews(message.type, message.body) }));
  const ofDomains = await applyDomainNews(
    tx,
    sorted.flatMap(({ domain }) => domain ?? []),
  );
  const ofEmails = await applyEmailNews(
    tx,
    sorted.flatMap(({ message, domain }) => (domain ? [] : message)),
  );
  return {
    outcomes: sorted.map(({ domain }) => (domain ? ofDomains : ofEmails.outcomes).shift() ?? "ignored"),
    afterCommit: ofEmails.afterCommit,
  };
}
