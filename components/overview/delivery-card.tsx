import { formatCount, formatCounted } from "@/components/format";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { Delivery } from "@/lib/contracts/overview";

/** From these rates on, Resend may pause an account; nearing one of them is worth a colour. */
const BOUNCES_MAX = 0.04;
const COMPLAINTS_MAX = 0.0008;
/** Of fewer emails a rate says little. */
const SAMPLE_MIN = 100;

/** True once Resend has told what became of an email. Not every deployment hears of it. */
export function isReported({ delivered, bounced, failed }: Delivery): boolean {
  return delivered + bounced + failed > 0;
}

/** How many of the sent emails arrived, and what became of the others. */
export function DeliveryCard({ delivery }: { delivery: Delivery }) {
  const { sent, delivered, bounced, failed, complained } = delivery;
  const isWorth = sent >= SAMPLE_MIN;
  const rows = [
    { name: "Bounced", count: bounced, isHigh: isWorth && bounced / sent >= BOUNCES_MAX, limit: "4%" },
    {
      name: "Complaints",
      count: complained,
      isHigh: isWorth && complained / sent >= COMPLAINTS_MAX,
      limit: "0.08%",
    },
    { name: "Failed", count: failed },
    { name: "No report yet", count: Math.max(0, sent - delivered - bounced - failed) },
  ];
  return (
    <Card title="Delivery rate">
      <p className="text-3xl font-semibold tracking-tight tabular-nums" data-testid="delivery-rate">
        {formatShare(delivered, sent)}
      </p>
      <p className="mt-1 text-[0.8125rem] text-muted tabular-nums">
        {formatCount(delivered)} of {formatCounted(sent, "sent email")} delivered
      </p>
      <dl className="mt-4 grid text-[0.8125rem] tabular-nums">
        {rows.map(({ name, count, isHigh, limit }) => (
          <div key={name} className="flex flex-wrap justify-between gap-x-3 border-t py-1.5">
            <dt className="text-muted">{name}</dt>
            <dd className={cn("ml-auto text-right font-medium", isHigh && "text-danger")}>
              {formatCount(count)} · {formatShare(count, sent)}
              {isHigh && <span className="block font-normal">keep under {limit}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Never rounded up to 100%: that is for all. */
function formatShare(count: number, of: number): string {
  if (count === 0) return "0%";
  if (count === of) return "100%";
  const percent = (count / of) * 100;
  const digits = percent < 1 ? 2 : 1;
  return `${(Math.floor(percent * 10 ** digits) / 10 ** digits).toFixed(digits)}%`;
}
