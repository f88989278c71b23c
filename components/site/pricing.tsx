import { Check } from "lucide-react";
import Link from "next/link";
import { formatCount, formatPrice } from "@/components/format";
import { Button } from "@/components/ui/button";
import { catalogue, warningPercents } from "@/lib/catalogue";
import { Section } from "./section";

const { plans, packs, creditLifeDays } = catalogue;
const formatPercents = (percents: readonly number[]) =>
  new Intl.ListFormat("en-GB").format(percents.map((percent) => `${percent}%`));

const offers = [
  ...plans.map((plan) => ({
    name: plan.name,
    price: formatPrice(plan.priceMinor, plan.currency),
    per: `a ${plan.interval}`,
    points: [
      `${formatCount(plan.credits)} emails with every cycle`,
      "Cancel any time in the billing portal",
      `Warnings at ${formatPercents(warningPercents(plan))}, in the dashboard and by email`,
    ],
  })),
  ...packs.map((pack) => ({
    name: pack.name,
    price: formatPrice(pack.priceMinor, pack.currency),
    per: "once",
    points: [
      `+${formatCount(pack.credits)} emails on top of what you have`,
      "With or without a plan",
      "Usable within seconds of the payment",
    ],
  })),
];

export function Pricing() {
  return (
    <Section
      id="pricing"
      title="Pricing"
      lead={`One credit pays for one recipient of one email, whatever its size, and lives ${creditLifeDays} days. That is the whole price list.`}
    >
      <div className="grid gap-5 md:grid-cols-3">
        {offers.map(({ name, price, per, points }) => (
          <div key={name} className="flex flex-col rounded-xl border bg-surface p-6 shadow-card">
            <h3 className="font-semibold">{name}</h3>
            <p className="mt-3 text-4xl font-semibold tracking-tight tabular-nums">
              {price}
              <span className="text-sm font-normal tracking-normal text-muted"> {per}</span>
            </p>
            <Points points={points} />
            <Button asChild variant="secondary" className="mt-auto">
              <Link href="/dashboard/billing" prefetch={false}>
                Get {name}
              </Link>
            </Button>
          </div>
        ))}
        <div className="flex flex-col rounded-xl border border-dashed p-6">
          <h3 className="font-semibold">Never charged</h3>
          <Points
            points={[
              "Emails that are refused or fail before they are sent",
              "Retries with the same Idempotency-Key",
              "Recipients whom you suppress, and tests with a dry run",
              "Anything beyond your balance: at zero, sending stops",
              "Opening the dashboard, asking for the balance",
            ]}
          />
        </div>
      </div>
    </Section>
  );
}

function Points({ points }: { points: readonly string[] }) {
  return (
    <ul className="mt-5 mb-6 grid gap-2.5">
      {points.map((point) => (
        <li key={point} className="flex gap-2">
          <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
          {point}
        </li>
      ))}
    </ul>
  );
}
