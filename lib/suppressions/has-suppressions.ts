import "server-only";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { suppressions } from "../db/schema/api";

/** As a column of a query about a customer: whether they suppress anybody, which one look at an index tells. */
export function hasSuppressions(customerId: SQLWrapper): SQL<boolean> {
  return sql<boolean>`exists (select 1 from ${suppressions} where ${suppressions.customerId} = ${customerId})`;
}
