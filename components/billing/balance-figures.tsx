"use client";

import { useCredits } from "@/components/credits/use-credits";
import { formatCount } from "@/components/format";

/** What the big number is made of. */
export function BalanceFigures() {
  const { credits } = useCredits();
  if (!credits) return null;
  const figures = [
    { term: "Balance", amount: credits.balance, text: "What the ledger says" },
    { term: "Held", amount: credits.held, text: "For emails on their way" },
    { term: "Available", amount: credits.available, text: "Balance less what is held" },
  ];
  return (
    <dl className="grid w-full grid-cols-1 gap-x-8 gap-y-3 border-t pt-4 sm:grid-cols-3">
      {figures.map(({ term, amount, text }) => (
        <div key={term} className="flex flex-wrap items-baseline justify-between gap-x-3 sm:block">
          <dt className="text-[0.8125rem] text-muted">{term}</dt>
          <dd className="font-semibold tabular-nums sm:mt-0.5 sm:text-lg">
            {formatCount(amount)}
            <span className="hidden text-[0.8125rem] font-normal text-muted sm:block">{text}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
