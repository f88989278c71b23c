import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { publishEmails } from "../outgoing/publish-emails";
import type { Candidate } from "./candidate";
import { facetsOf } from "./facets";

/**
 * Writes the emails of accepted requests, each request with the credits that are available after it, and tells the
 * customers' endpoints of those that are put off.
 */
export async function storeEmails(
  tx: Executor,
  accepted: readonly (readonly [Candidate, number])[],
): Promise<void> {
  const rows = accepted.flatMap(([candidate, availableAfter]) =>
    candidate.emails.map((email) => ({ candidate, email, availableAfter })),
  );
  const column = <T>(read: (row: (typeof rows)[number]) => T) => sql.param(rows.map(read));
  const facets = rows.flatMap(({ candidate, email }) =>
    facetsOf({ ...email, apiKeyId: candidate.key?.id ?? null }).map((facet) => ({
      emailId: email.emailId,
      facet,
    })),
  );
  await tx.execute(sql`with stored as (
    insert into emails (customer_id, id, api_key_id, status, credits, "to", envelope, skipped, template_id,
      template_version, attachments, goes_alone,
      subject, payload, files, scheduled_at, available_after)
    select customer_id, id, api_key_id, case when scheduled_at is null then 'queued' else 'scheduled' end, credits,
      "to"::jsonb, envelope::jsonb, skipped::jsonb, template_id, template_version, attachments::jsonb, files is not null, subject, payload, files, scheduled_at,
      available_after
    from unnest(
      ${column(({ candidate }) => candidate.customerId)}::uuid[],
      ${column(({ email }) => email.emailId)}::uuid[],
      ${column(({ candidate }) => candidate.key?.id ?? null)}::uuid[],
      ${column(({ email }) => email.credits)}::int[],
      ${column(({ email }) => JSON.stringify(email.to))}::text[],
      ${column(({ email }) => JSON.stringify(email.envelope))}::text[],
      ${column(({ email }) => JSON.stringify(email.skipped))}::text[],
      ${column(({ email }) => email.template?.id ?? null)}::uuid[],
      ${column(({ email }) => email.template?.version ?? null)}::int[],
      ${column(({ email }) => JSON.stringify(email.attachments))}::text[],
      ${column(({ email }) => email.subject)}::text[],
      ${column(({ email }) => email.payload)}::text[],
      ${column(({ email }) => email.files)}::text[],
      ${column(({ email }) => email.scheduledAt?.toISOString() ?? null)}::timestamptz[],
      ${column(({ availableAfter }) => availableAfter)}::bigint[]
    ) as row(customer_id, id, api_key_id, credits, "to", envelope, skipped, template_id, template_version, attachments, subject, payload, files,
      scheduled_at, available_after)
    returning customer_id, id, created_at)
    insert into email_facets (customer_id, facet, created_at, email_id)
    select stored.customer_id, row.facet, stored.created_at, stored.id
    from stored join unnest(
      ${sql.param(facets.map(({ emailId }) => emailId))}::uuid[], ${sql.param(facets.map(({ facet }) => facet))}::text[]
    ) as row(email_id, facet) on row.email_id = stored.id`);
  await tellOfScheduled(
    tx,
    accepted.map(([candidate]) => candidate),
  );
}

async function tellOfScheduled(tx: Executor, accepted: Candidate[]): Promise<void> {
  const refs = accepted.flatMap(({ customerId, emails }) =>
    emails.flatMap(({ emailId, scheduledAt }) => (scheduledAt ? [{ customerId, emailId }] : [])),
  );
  await publishEmails(
    tx,
    refs,
    refs.map(({ emailId }) => ({ id: emailId, status: "scheduled" })),
  );
}
