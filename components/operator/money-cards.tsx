import { formatCount, formatPrice } from "@/components/format";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import type { MoneyFacts, RevenueFacts } from "@/lib/contracts/operator-pages";
import { Fact, Facts } from "./parts";

const TONES = { ok: "success", warn: "danger", unknown: "info" } as const;

/** What was sold and is still to be delivered, and whether it can be. */
export function SupplyCard({ money }: { money: MoneyFacts }) {
  const { guard, plan } = money;
  return (
    <>
      <Banner
        role={guard.level === "warn" ? "alert" : undefined}
        tone={TONES[guard.level]}
        title={guard.message}
      />
      <Card title="Credits">
        <Facts>
          <Fact label="Outstanding: paid for, not used">{formatCount(money.outstanding)}</Fact>
          <Fact label="On hold for emails that wait">{formatCount(money.held)}</Fact>
          <Fact label="Used this month">{formatCount(money.used_this_month)}</Fact>
          <Fact label="Plan at Resend">
            {plan.emails === null ? "Not set" : `${formatCount(plan.emails)} emails a month`}
          </Fact>
        </Facts>
        <p className="mt-4 max-w-prose text-[0.8125rem] text-muted">
          From our own copy of the balances, and the counts of sent emails since{" "}
          <Time iso={money.month_began_at} style="date" /> (UTC), which are a few minutes late.
        </p>
      </Card>
    </>
  );
}

/** What came in this month; null if Dodo could not be asked. */
export function RevenueCard({ revenue }: { revenue: RevenueFacts | null }) {
  if (!revenue)
    return (
      <Card title="Revenue this month">
        <p className="text-sm text-muted">Dodo could not be asked just now. Reload the page to try again.</p>
      </Card>
    );
  return (
    <Card title="Revenue this month">
      <Facts>
        <Fact label="Revenue">
          {revenue.revenue.map(({ minor, currency }) => formatPrice(minor, currency)).join(" + ")}
        </Fact>
        <Fact label="Payments">{formatCount(revenue.payments)}</Fact>
        <Fact label="Refunded payments">{formatCount(revenue.refunded)}</Fact>
        <Fact label="Credits sold">
          {revenue.credits_sold === null ? "Not known" : formatCount(revenue.credits_sold)}
        </Fact>
        <Fact label="Less the plan at Resend">
          {revenue.margin_minor === null ? "Not known" : formatPrice(revenue.margin_minor, "USD")}
        </Fact>
      </Facts>
      <p className="mt-4 max-w-prose text-[0.8125rem] text-muted">
        From Dodo's list of payments{revenue.is_complete ? "" : ", the newest 2,000"}, taxes included and
        Dodo's fees not taken off. Credits sold are reckoned with the catalogue. Set RESEND_PLAN_PRICE for the
        margin.
      </p>
    </Card>
  );
}
