import "server-only";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { database } from "../db/client";
import { apiKeys, apiKeyUsage, domains, suppressions, webhookEndpoints } from "../db/schema/api";
import { creditAccounts } from "../db/schema/credits";
import { customers } from "../db/schema/identity";
import { templates, templateVersions } from "../db/schema/templates";
import { listInvites } from "../members/invites";
import { listPeople } from "../members/people";
import { behind, inOrder, type Row } from "./export-rows";

/** Of rows that may be a megabyte each. */
const LARGE_ROWS_PER_READ = 10;

/** The account itself. */
export async function* account(customerId: string): AsyncGenerator<Row> {
  const rows = await database()
    .select({
      id: customers.id,
      name: customers.name,
      email: customers.email,
      dodo_customer_id: customers.dodoCustomerId,
      created_at: customers.createdAt,
      balance: creditAccounts.balance,
      held: creditAccounts.held,
      balance_as_of: creditAccounts.balanceAsOf,
    })
    .from(customers)
    .innerJoin(creditAccounts, eq(creditAccounts.customerId, customers.id))
    .where(eq(customers.id, customerId));
  yield* rows;
}

/** Its members. */
export async function* people(customerId: string): AsyncGenerator<Row> {
  for (const { userId, ...person } of await listPeople(customerId)) yield { user_id: userId, ...person };
}

/** Who was invited, without the links. */
export async function* openInvites(customerId: string): AsyncGenerator<Row> {
  yield* await listInvites(customerId);
}

/** Without their hashes. */
export function keys(customerId: string): AsyncGenerator<Row> {
  return inOrder(
    (after, limit) =>
      database()
        .select({
          id: apiKeys.id,
          name: apiKeys.name,
          last_four: apiKeys.lastFour,
          permission: apiKeys.permission,
          domain_id: apiKeys.domainId,
          daily_credits: apiKeys.dailyCredits,
          monthly_credits: apiKeys.monthlyCredits,
          expires_at: apiKeys.expiresAt,
          last_used_at: apiKeys.lastUsedAt,
          revoked_at: apiKeys.revokedAt,
          created_at: apiKeys.createdAt,
        })
        .from(apiKeys)
        .where(and(eq(apiKeys.customerId, customerId), behind(apiKeys.id, after)))
        .orderBy(asc(apiKeys.id))
        .limit(limit),
    ({ id }) => id,
  );
}

/** Day after day of each key; the days of one key are fewer than one read. */
export async function* keyUse(customerId: string): AsyncGenerator<Row> {
  for await (const { id } of keys(customerId)) {
    const days = await database()
      .select({ key_id: apiKeyUsage.keyId, day: apiKeyUsage.day, credits: apiKeyUsage.credits })
      .from(apiKeyUsage)
      .where(and(eq(apiKeyUsage.customerId, customerId), eq(apiKeyUsage.keyId, String(id))))
      .orderBy(asc(apiKeyUsage.day));
    yield* days;
  }
}

/** Its domains. */
export async function* sendingDomains(customerId: string): AsyncGenerator<Row> {
  const rows = await database()
    .select()
    .from(domains)
    .where(and(eq(domains.customerId, customerId), isNotNull(domains.resendId)))
    .orderBy(asc(domains.id));
  for (const { id, name, region, status, records, openTracking, clickTracking, tls, createdAt } of rows)
    yield {
      ...{ id, name, region, status, records, tls },
      open_tracking: openTracking,
      click_tracking: clickTracking,
      created_at: createdAt,
    };
}

/** Its suppression list. */
export function suppressed(customerId: string): AsyncGenerator<Row> {
  return inOrder(
    (after, limit) =>
      database()
        .select({
          email: suppressions.address,
          origin: suppressions.origin,
          source_id: suppressions.emailId,
          created_at: suppressions.createdAt,
        })
        .from(suppressions)
        .where(and(eq(suppressions.customerId, customerId), behind(suppressions.address, after)))
        .orderBy(asc(suppressions.address))
        .limit(limit),
    ({ email }) => email,
  );
}

/** Without their signing secrets. */
export async function* webhooks(customerId: string): AsyncGenerator<Row> {
  const rows = await database()
    .select({
      id: webhookEndpoints.id,
      endpoint: webhookEndpoints.url,
      events: webhookEndpoints.events,
      status: webhookEndpoints.status,
      disabled_reason: webhookEndpoints.disabledReason,
      created_at: webhookEndpoints.createdAt,
    })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.customerId, customerId))
    .orderBy(asc(webhookEndpoints.id));
  yield* rows;
}

/** Its templates, with their drafts. */
export function templatesOf(customerId: string): AsyncGenerator<Row> {
  return inOrder(
    (after, limit) =>
      database()
        .select({
          id: templates.id,
          name: templates.name,
          alias: templates.alias,
          draft: templates.draft,
          published_version: templates.publishedNumber,
          created_at: templates.createdAt,
          updated_at: templates.updatedAt,
        })
        .from(templates)
        .where(and(eq(templates.customerId, customerId), behind(templates.id, after)))
        .orderBy(asc(templates.id))
        .limit(limit),
    ({ id }) => id,
    LARGE_ROWS_PER_READ,
  );
}

/** What was published of them. */
export function templateVersionsOf(customerId: string): AsyncGenerator<Row> {
  return inOrder(
    (after, limit) =>
      database()
        .select({
          id: templateVersions.id,
          template_id: templateVersions.templateId,
          number: templateVersions.number,
          content: templateVersions.content,
          published_at: templateVersions.publishedAt,
        })
        .from(templateVersions)
        .where(and(eq(templateVersions.customerId, customerId), behind(templateVersions.id, after)))
        .orderBy(asc(templateVersions.id))
        .limit(limit),
    ({ id }) => id,
    LARGE_ROWS_PER_READ,
  );
}
