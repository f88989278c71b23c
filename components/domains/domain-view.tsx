"use client";

import { ForRole, RoleNote } from "@/components/role/role";
import { Time } from "@/components/time";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { Domain } from "@/lib/contracts/resend/domain";
import { DeleteDomain } from "./delete-domain";
import { DomainSettings } from "./domain-settings";
import { DomainStatusBadge } from "./domain-status-badge";
import { RecordTable } from "./record-table";
import { regionNames } from "./region-name";
import { useDomain } from "./use-domains";
import { VerifyDomain } from "./verify-domain";

/** One domain: what to do at its DNS provider, how that stands, and how mail from it is treated. */
export function DomainView({ initial }: { initial: Domain }) {
  const { data } = useDomain(initial);
  const domain = data ?? initial;
  return (
    <>
      <PageHeader title={domain.name}>
        <DomainStatusBadge status={domain.status} />
      </PageHeader>
      <RoleNote need="developer" title="You can look at this domain, and change nothing." />
      <VerifyDomain domain={domain} />
      <Card title="DNS records" flush>
        <RecordTable domain={domain} />
      </Card>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title="Settings">
          <DomainSettings domain={domain} />
        </Card>
        <Card title="About this domain">
          <dl className="mb-4 grid gap-3 text-[0.8125rem]">
            <div className="grid gap-0.5">
              <dt className="text-muted">Region</dt>
              <dd>
                {regionNames[domain.region]} ({domain.region})
              </dd>
            </div>
            <div className="grid gap-0.5">
              <dt className="text-muted">Added</dt>
              <dd>
                <Time iso={domain.created_at} style="full" />
              </dd>
            </div>
          </dl>
          <ForRole need="developer">
            <DeleteDomain domain={domain} />
          </ForRole>
        </Card>
      </div>
    </>
  );
}
