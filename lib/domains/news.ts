import "server-only";
import { inArray } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "../db/client";
import { domains } from "../db/schema/api";
import { parseMessage } from "../webhooks/message";

/** Something about a domain at Resend is not as it was. */
export interface DomainNews {
  resendId: string;
}

const newsSchema = z.object({ data: z.object({ id: z.string().min(1).max(200) }) });

/** Reads a verified message of the types `domain.updated` and `domain.deleted`; null for all others. Pure. */
export function readDomainNews(type: string, rawBody: string): DomainNews | null {
  if (type !== "domain.updated" && type !== "domain.deleted") return null;
  const parsed = newsSchema.safeParse(parseMessage(rawBody));
  return parsed.success ? { resendId: parsed.data.data.id } : null;
}

/**
 * Takes news in. They are only a mark: the engine reads the domain anew (kick `domains` after the commit), so twice,
 * late, or in another order ends the same. Returns what became of each, in their order.
 */
export async function applyDomainNews(tx: Executor, news: readonly DomainNews[]): Promise<string[]> {
  if (news.length === 0) return [];
  const marked = await tx
    .update(domains)
    .set({ checkedAt: null })
    .where(inArray(domains.resendId, [...new Set(news.map(({ resendId }) => resendId))]))
    .returning({ resendId: domains.resendId });
  return news.map(({ resendId }) =>
    marked.some((row) => row.resendId === resendId) ? "applied" : "ignored: not a domain of ours",
  );
}
