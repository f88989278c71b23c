import { BuyTopUp, Subscribe } from "@/components/billing/checkout-buttons";
import { formatCount } from "@/components/format";
import { Card } from "@/components/ui/card";
import { catalogue } from "@/lib/catalogue";

const steps = [
  {
    title: "Get credits",
    text: `A plan or a top-up, each with ${formatCount(catalogue.plan.credits)} credits.`,
  },
  { title: "Send your first email", text: "One credit pays for one recipient." },
  { title: "Watch it arrive", text: "Status and cause of every email are kept here." },
];

/** What someone sees who never had credits: the way to the first email, and its first step. */
export function FirstCredits() {
  return (
    <Card title="Get credits to send your first email">
      <ol className="mt-2 grid gap-4 sm:grid-cols-3">
        {steps.map(({ title, text }, index) => (
          <li key={title} className="flex gap-3">
            <span
              aria-hidden
              className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
            >
              {index + 1}
            </span>
            <div>
              <p className="font-medium">{title}</p>
              <p className="text-muted">{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <div className="mt-6 flex flex-wrap gap-2">
        <Subscribe />
        <BuyTopUp variant="secondary" />
      </div>
    </Card>
  );
}
