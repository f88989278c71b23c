import "server-only";
import { type Domain, type DomainSummary, domainSchema } from "../contracts/resend/domain";
import type { DomainRow } from "../db/schema/api";

/** A domain as its owner sees it. */
export function toDomain(row: DomainRow): Domain {
  return domainSchema.parse({
    object: "domain",
    id: row.id,
    name: row.name,
    status: row.status,
    created_at: row.createdAt.toISOString(),
    region: row.region,
    capabilities: { sending: "enabled", receiving: "disabled" },
    open_tracking: row.openTracking,
    click_tracking: row.clickTracking,
    tls: row.tls,
    records: row.records,
  });
}

/** The same for a list, which has no records. */
export function toSummary(row: DomainRow): DomainSummary {
  const { object: _, records: __, ...summary } = toDomain(row);
  return summary;
}
