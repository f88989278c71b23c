import Link from "next/link";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { AutoTopUp } from "@/lib/contracts/auto-topup";
import { stopWords } from "./words";

/** Away from the billing page: that no more credits are bought, and where to do something about it. */
export function AutoTopUpNotice({ stopped }: { stopped: NonNullable<AutoTopUp["stopped"]> }) {
  const action = (
    <Button asChild size="sm" variant="secondary">
      <Link href="/dashboard/billing">Open billing</Link>
    </Button>
  );
  return <Banner role="status" tone="warning" title={stopWords[stopped.reason].title} action={action} />;
}
