import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { EmailFilter } from "../contracts/email-filter";
import type { EmailState } from "../contracts/email-filter-names";
import { STATE_OF_EMAIL } from "../db/schema/emails";
import { beginsWith } from "../db/text";
import {
  domainFacet,
  keyFacet,
  lowerAscii,
  recipientFacet,
  SUBJECT_FACET_CHARACTERS_MAX,
  subjectFacet,
  tagFacet,
} from "./facets";
import type { Cursor } from "./list-cursor";

/** `from … where …` of a table with the columns that order the list. */
export interface Source {
  from: SQL;
  createdAt: SQL;
  id: SQL;
  /** The table is `emails`, so a row has all that can be checked. */
  isEmails: boolean;
}

/**
 * One condition of a filter, in two forms: as a source, which an index gives in the order of the list, and as a check of
 * a row that another source gave.
 */
export interface Condition {
  /** Without the range of time. */
  source: Source;
  check: Check;
}

export interface Check {
  /** On `e`, a row of `emails`. */
  ofEmail: SQL;
  /** On `e.created_at` and `e.id` alone, by an index; null if the email itself has to be looked at. */
  ofPlace: SQL | null;
}

/** All of a customer's emails. */
export function everything(customerId: string): Condition {
  return {
    source: fromEmails(sql`e.customer_id = ${customerId} and e.kind = 'customer'`),
    check: { ofEmail: sql`e.kind = 'customer'`, ofPlace: null },
  };
}

/** The conditions of a filter that an index knows, the one that usually finds the fewest first. */
export function conditionsOf(customerId: string, filter: EmailFilter): Condition[] {
  const { recipient, tag, key, domain, status } = filter;
  return [
    ...(recipient ? [hasFacet(customerId, recipientFacet(recipient))] : []),
    ...(tag ? [hasFacet(customerId, tagFacet(tag))] : []),
    ...(status ? [hasState(customerId, status)] : []),
    ...(key ? [hasFacet(customerId, keyFacet(key), sql`e.api_key_id = ${key}`)] : []),
    ...(domain ? [hasFacet(customerId, domainFacet(domain))] : []),
  ];
}

/** `onEmail` is the same as a column of the email, which costs nothing where its row is at hand. */
function hasFacet(customerId: string, facet: string, onEmail?: SQL): Condition {
  const given = sql`f.customer_id = ${customerId} and f.facet = ${facet}`;
  const isThere = sql`coalesce((select true from email_facets f where ${given} and f.created_at = e.created_at and f.email_id = e.id limit 1), false)`;
  return {
    source: {
      from: sql`from email_facets f where ${given}`,
      createdAt: sql`f.created_at`,
      id: sql`f.email_id`,
      isEmails: false,
    },
    check: { ofEmail: onEmail ?? isThere, ofPlace: isThere },
  };
}

function hasState(customerId: string, state: EmailState): Condition {
  // What is queued is not in the index by state, so that accepting an email does not write into it.
  const check = state === "queued" ? sql`e.status = 'queued'` : sql`${STATE_OF_EMAIL} = ${state}`;
  const inIndex = state === "queued" ? check : sql`${check} and e.status <> 'queued'`;
  return {
    // MailKit's own mails to a customer have states, too, and are not the customer's.
    source: fromEmails(sql`e.customer_id = ${customerId} and ${inIndex} and e.kind = 'customer'`),
    check: { ofEmail: sql`${check} and e.kind = 'customer'`, ofPlace: null },
  };
}

const fromEmails = (where: SQL): Source => ({
  from: sql`from emails e where ${where}`,
  createdAt: sql`e.created_at`,
  id: sql`e.id`,
  isEmails: true,
});

/** Where a search's hits stand, one source per kind of text; and a check of a row for where they are too many. */
export function searchOf(customerId: string, text: string): { sources: Source[]; check: Check } {
  const wanted = lowerAscii(text);
  return {
    sources: [recipientFacet(text), subjectFacet(text)].map((beginning) => ({
      from: sql`from email_facets f where f.customer_id = ${customerId} and ${beginsWith(sql`f.facet`, beginning)}`,
      createdAt: sql`f.created_at`,
      id: sql`f.email_id`,
      isEmails: false,
    })),
    check: {
      ofEmail: sql`(starts_with(lower(left(e.subject, ${SUBJECT_FACET_CHARACTERS_MAX}) collate "C"), ${wanted})
      or exists (
        select 1 from jsonb_array_elements_text(e."to" || (e.envelope -> 'cc') || (e.envelope -> 'bcc')) as a(address)
        where starts_with(lower(split_part(rtrim(a.address, '>'), '<', -1) collate "C"), ${wanted})))`,
      ofPlace: null,
    },
  };
}

/** Further conditions on a source: a range of time, and a place to go on from. */
export function narrowed(
  { from, createdAt, id }: Source,
  { since, until }: EmailFilter,
  cursor: Cursor | null,
): SQL {
  const parts = [
    from,
    since && sql`${createdAt} >= ${since}::timestamptz`,
    until && sql`${createdAt} <= ${until}::timestamptz`,
    cursor &&
      sql`(${createdAt}, ${id}) ${cursor.direction === "older" ? sql`<` : sql`>`} (${cursor.from.at}::timestamptz, ${cursor.from.id}::uuid)`,
  ];
  return sql.join(
    parts.filter((part) => part !== undefined && part !== null && part !== ""),
    sql` and `,
  );
}
