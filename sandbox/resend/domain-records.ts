import type { DomainRecordStatus, DomainRecords, DomainRegion } from "resend";

/** What a domain's records depend on. */
interface RecordOptions {
  name: string;
  region: DomainRegion;
  trackingSubdomain: string | undefined;
}

/**
 * The three records of a new domain, and a fourth if links of its own are to be tracked under it. Names are relative to the DNS zone, so those of a sub-domain carry its
 * label. Resend docs: managing domains.
 */
export function domainRecords(
  { name, region, trackingSubdomain }: RecordOptions,
  status: DomainRecordStatus,
): DomainRecords[] {
  const labels = name.split(".");
  const suffix = labels.length > 2 ? `.${labels.slice(0, -2).join(".")}` : "";
  const ttl = "Auto";
  const records: DomainRecords[] = [
    {
      record: "DKIM",
      name: `resend._domainkey${suffix}`,
      type: "TXT",
      ttl,
      status,
      value: "p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDSandbox",
    },
    {
      record: "SPF",
      name: `send${suffix}`,
      type: "MX",
      ttl,
      status,
      value: `feedback-smtp.${region}.amazonses.com`,
      priority: 10,
    },
    {
      record: "SPF",
      name: `send${suffix}`,
      type: "TXT",
      ttl,
      status,
      value: "v=spf1 include:amazonses.com ~all",
    },
  ];
  if (trackingSubdomain !== undefined) {
    const target = { value: "links1.resend-dns.com", type: "CNAME" } as const;
    records.push({ record: "Tracking", name: `${trackingSubdomain}${suffix}`, ttl, status, ...target });
  }
  return records;
}
