import { formatCount } from "@/components/format";
import { cn } from "@/components/ui/cn";

const BALANCE = 4231;
const COST = 2;

const rows = [
  { step: "Before", balance: BALANCE, held: 0 },
  { step: "Accepted: hold", balance: BALANCE, held: COST },
  { step: "Sent: capture", balance: BALANCE - COST, held: 0 },
  { step: "Or failed: release", balance: BALANCE, held: 0, isOther: true },
];

/** One email to two people, as the balance sees it. */
export function Ledger() {
  return (
    <figure className="rounded-xl border bg-surface shadow-card">
      <figcaption id="ledger-title" className="border-b px-4 py-3 text-[0.8125rem] font-medium">
        One email to two people
      </figcaption>
      <table aria-labelledby="ledger-title" className="w-full text-[0.8125rem] tabular-nums">
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="py-2 pl-4 text-left font-medium">
              Step
            </th>
            <th scope="col" className="px-2 text-right font-medium">
              Balance
            </th>
            <th scope="col" className="px-2 text-right font-medium">
              Held
            </th>
            <th scope="col" className="py-2 pr-4 pl-2 text-right font-medium">
              Available
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ step, balance, held, isOther }) => (
            <tr key={step} className={cn("border-t", isOther && "border-dashed text-muted")}>
              <th scope="row" className="py-3 pl-4 text-left font-normal">
                {step}
              </th>
              <td className="px-2 text-right">{formatCount(balance)}</td>
              <td className="px-2 text-right">{formatCount(held)}</td>
              <td className="pr-4 pl-2 text-right font-semibold">{formatCount(balance - held)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
