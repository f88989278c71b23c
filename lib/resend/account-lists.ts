import "server-only";
import { z } from "zod";
import { AccountTrouble } from "../providers/trouble";
import type { ResendAccount } from "./account";
import { pageSchema as domainPageSchema, type ResendDomain } from "./domain-answer";

/** Resend's limit of a page. */
const PAGE_SIZE = 100;
const PAGES_MAX = 20;

const webhookSchema = z.object({
  id: z.string().min(1),
  endpoint: z.string(),
  status: z.string().nullish(),
  events: z.array(z.string()).nullish(),
});
const webhookPageSchema = z.object({ has_more: z.boolean(), data: z.array(webhookSchema) });

/** A webhook endpoint. */
export type ResendWebhook = z.infer<typeof webhookSchema>;

/** All domains of the account. Throws AccountTrouble. */
export async function listResendDomains(account: ResendAccount): Promise<ResendDomain[]> {
  return wholeList((page) =>
    account.call(true, domainPageSchema, (client, options) => client.domains.list(page, options)),
  );
}

/** All webhook endpoints of the account. Their signing keys are not in it. Throws AccountTrouble. */
export async function listResendWebhooks(account: ResendAccount): Promise<ResendWebhook[]> {
  return wholeList((page) =>
    account.call(true, webhookPageSchema, (client, options) => client.webhooks.list(page, options)),
  );
}

type Page<Row> = { has_more: boolean; data: Row[] } | null;

async function wholeList<Row extends { id: string }>(
  read: (page: { limit: number; after?: string }) => Promise<Page<Row>>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const after = all.at(-1)?.id;
    const page = await read({ limit: PAGE_SIZE, ...(after ? { after } : {}) });
    if (!page) throw new AccountTrouble("resend", "refused", "Resend has no such list.");
    all.push(...page.data);
    if (!page.has_more || page.data.length === 0) break;
  }
  return all;
}
