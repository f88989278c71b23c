import { BuyTopUp, Subscribe } from "@/components/billing/checkout-buttons";
import { formatCount } from "@/components/format";
import { WhyNot } from "@/components/role/role";
import { Card } from "@/components/ui/card";
import { catalogue, offers } from "@/lib/catalogue";

/** What someone sees who never had credits, in the place of a balance. */
export function FirstCredits() {
  return (
    <Card title="Get credits to send your first email">
      <p className="max-w-xl text-muted">
        {formatCount(catalogue.plan.credits)} credits {`a ${catalogue.plan.interval}`} with the plan, or{" "}
        {formatCount(catalogue.topup.credits)} at once with a top-up. One credit pays for one recipient, and
        an email that is not sent costs nothing.
        {offers.length > 2 && " There is more to choose from under Billing."}
      </p>
      <div className="mt-5 flex flex-wrap gap-2">
        <Subscribe />
        <BuyTopUp variant="secondary" />
      </div>
      <WhyNot need="billing" />
    </Card>
  );
}
