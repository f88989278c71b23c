import type { DomainSummary } from "@/lib/contracts/resend/domain";

/** Where a domain's mail leaves from, for people. */
export const regionNames: Record<DomainSummary["region"], string> = {
  "us-east-1": "North Virginia",
  "eu-west-1": "Ireland",
  "sa-east-1": "São Paulo",
  "ap-northeast-1": "Tokyo",
};
