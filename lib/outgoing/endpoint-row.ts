import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "../db/client";
import { webhookEndpoints } from "../db/schema/api";
import { AppError } from "../errors";
import type { SecretOwner } from "../secret-box";

/** The row of an endpoint. */
export const isEndpoint = ({ customerId, endpointId }: SecretOwner) =>
  and(eq(webhookEndpoints.customerId, customerId), eq(webhookEndpoints.id, endpointId));

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

/** One of a customer's endpoints. Throws `not_found`, also for another customer's. */
export async function requireEndpoint(owner: SecretOwner): Promise<EndpointRow> {
  const [row] = await database().select().from(webhookEndpoints).where(isEndpoint(owner));
  if (row) return row;
  throw endpointNotFound();
}

export const endpointNotFound = () => new AppError("not_found", "There is no webhook with this id.");
