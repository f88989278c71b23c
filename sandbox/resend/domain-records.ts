import type { DomainRecordStatus, DomainRecords, DomainRegion } from "resend";

/**
 * The three records of a new domain. Names are relative to the DNS zone, so those of a sub-domain carry its
 * label. Resend docs: managing domains.
 */
export function domainRecords(
  name: string,
  region: DomainRegion,
  status: DomainRecordStatus,
): DomainRecords[] {
  const labels = name.split(".");
  const suffix = labels.length > 2 ? `.${labels.slice(0, -2).join(".")}` : "";
  const ttl = "Auto";
  return [
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
}
