import "server-only";
import type {
  CreateDomain,
  Domain,
  DomainDeleted,
  DomainList,
  DomainRef,
  UpdateDomain,
} from "./contracts/resend/domain";
import type { ListParams } from "./contracts/resend/list-params";
import { changeDomain, startVerification, deleteDomain as withdraw } from "./domains/change";
import { createDomain as register } from "./domains/create";
import { refreshDomain } from "./domains/refresh";
import { findDomain, findDomains, type Registered } from "./domains/rows";
import { toDomain, toSummary } from "./domains/view";
import { AppError } from "./errors";

/** The one door to sending domains. Their truth is at Resend; here is whose they are. */

/**
 * Adds a domain. Throws InvalidInput, `already_exists`, `wrong_state` (too many), `provider_refused`,
 * ProviderUnavailable; after each the customer does not have it.
 */
export async function createDomain(customerId: string, request: CreateDomain): Promise<Domain> {
  return toDomain(await register(customerId, request));
}

/** A page of the customer's domains, newest first. */
export async function listDomains(customerId: string, page: ListParams): Promise<DomainList> {
  const { rows, hasMore } = await findDomains(customerId, page);
  return { object: "list", has_more: hasMore, data: rows.map(toSummary) };
}

/** One domain with its records, at most 10 s old while Resend answers. Null if it is not theirs. */
export async function getDomain(customerId: string, id: string): Promise<Domain | null> {
  const row = await findDomain(customerId, id);
  return row && toDomain(await refreshDomain(row));
}

/** One domain. Throws `not_found`, also for another customer's. */
export async function requireDomain(customerId: string, id: string): Promise<Domain> {
  const domain = await getDomain(customerId, id);
  if (domain) return domain;
  throw notFound();
}

/** Changes tracking and TLS. Throws `not_found`, `wrong_state`, `provider_refused`, ProviderUnavailable. */
export async function updateDomain(customerId: string, id: string, change: UpdateDomain): Promise<DomainRef> {
  await changeDomain(await requireRow(customerId, id), change);
  return { object: "domain", id };
}

/** Starts looking for the DNS records. Throws `not_found`, `wrong_state`, `provider_refused`, ProviderUnavailable. */
export async function verifyDomain(customerId: string, id: string): Promise<DomainRef> {
  await startVerification(await requireRow(customerId, id));
  return { object: "domain", id };
}

/** Removes a domain; keys that are for it alone stop working. Throws `not_found`, `provider_refused`, ProviderUnavailable. */
export async function deleteDomain(customerId: string, id: string): Promise<DomainDeleted> {
  await withdraw(await requireRow(customerId, id));
  return { object: "domain", id, deleted: true };
}

async function requireRow(customerId: string, id: string): Promise<Registered> {
  const row = await findDomain(customerId, id);
  if (row) return row;
  throw notFound();
}

const notFound = () => new AppError("not_found", "There is no domain with this id.");
