import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { EmailFilterChoices } from "../contracts/email-filter";
import { database } from "../db/client";
import { domainFacet, keyFacet, tagFacet } from "./facets";

/** More than anybody chooses from; a customer who puts an order's number in a tag has as many tags as orders. */
const CHOICES_MAX = 100;

/** The domains, tags and keys that a customer has sent with, each up to a hundred, in their own order. */
export async function listFilterChoices(customerId: string): Promise<EmailFilterChoices> {
  const [domains, tags, keyIds] = await Promise.all([
    listFacets(customerId, domainFacet("")),
    listFacets(customerId, tagFacet("")),
    listFacets(customerId, keyFacet("")),
  ]);
  return { domains, tags, keys: await nameKeys(customerId, keyIds) };
}

/** The different facets of a kind. Each is found by a step over all the emails that have the one before. */
async function listFacets(customerId: string, kind: string): Promise<string[]> {
  const next = (after: ReturnType<typeof sql>) => sql`(select f.facet from email_facets f
    where f.customer_id = ${customerId} and f.facet > ${after} and f.facet < ${`${kind}\u{10ffff}`}
    order by f.facet limit 1)`;
  const answer = await database().execute(sql`
    with recursive steps(facet, number) as (
      select ${next(sql`${kind}`)}, 1
      union all
      select ${next(sql`steps.facet`)}, number + 1 from steps where steps.facet is not null and number < ${CHOICES_MAX}
    ) select facet from steps where facet is not null`);
  const rows = z.array(z.object({ facet: z.string() })).parse(answer.rows);
  return rows.map(({ facet }) => facet.slice(kind.length));
}

async function nameKeys(customerId: string, keyIds: readonly string[]): Promise<EmailFilterChoices["keys"]> {
  if (keyIds.length === 0) return [];
  const answer = await database().execute(sql`
    select id, name from api_keys where customer_id = ${customerId} and id = any(${sql.param(keyIds)}::uuid[])
    order by name, id`);
  return z.array(z.object({ id: z.uuid(), name: z.string() })).parse(answer.rows);
}
