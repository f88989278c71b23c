import "server-only";
import { sql } from "drizzle-orm";
import { type FirstSteps, firstStepsSchema } from "../contracts/overview";
import { database } from "../db/client";
import { counts } from "./counting";

/** How far a customer has come on their way to the first email of their own. Each is the existence of one row. */
export async function readFirstSteps(customerId: string): Promise<FirstSteps> {
  const { rows } = await database().execute(sql`
    select
      exists (select 1 from credit_accounts
        where customer_id = ${customerId} and balance_rose_at is not null) as has_credits,
      exists (select 1 from api_keys where customer_id = ${customerId} and revoked_at is null) as has_key,
      exists (select 1 from emails where customer_id = ${customerId} and ${counts}) as has_sent,
      exists (select 1 from domains where customer_id = ${customerId} and status = 'verified') as has_domain`);
  return firstStepsSchema.parse(rows[0]);
}
