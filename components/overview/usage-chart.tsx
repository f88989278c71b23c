"use client";

import { type PointerEvent, useState } from "react";
import { formatCount, formatCounted } from "@/components/format";
import { cn } from "@/components/ui/cn";
import type { UsageDay } from "@/lib/contracts/overview";
import { formatDate } from "./day";
import { axisTop } from "./scale";

const DAY_WIDTH = 10;
const BAR_WIDTH = 6.5;
const HEIGHT = 100;

/**
 * One bar per day: its emails, and above them what their further recipients cost. What the bars show to the eye, the table
 * under them says to everybody else.
 */
export function UsageChart({ days }: { days: readonly UsageDay[] }) {
  const [shown, setShown] = useState<number | null>(null);
  const top = axisTop(Math.max(...days.map(({ credits }) => credits)));
  const day = shown === null ? undefined : days[shown];
  function show(event: PointerEvent<HTMLDivElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * days.length);
    setShown(Math.min(Math.max(index, 0), days.length - 1));
  }
  return (
    <div>
      <div aria-hidden className="flex min-h-5 flex-wrap justify-between gap-x-4 text-[0.8125rem] text-muted">
        <span className="tabular-nums">{day ? sayDay(day) : sayAll(days)}</span>
        <Legend />
      </div>
      <div aria-hidden className="mt-3 flex gap-2">
        <div className="flex h-40 flex-col justify-between text-right text-xs leading-none text-muted tabular-nums">
          <span>{formatCount(top)}</span>
          <span>{formatCount(top / 2)}</span>
          <span>0</span>
        </div>
        <div
          className="h-40 min-w-0 flex-1"
          onPointerMove={show}
          onPointerDown={show}
          onPointerLeave={() => setShown(null)}
        >
          <Bars days={days} top={top} shown={shown} />
        </div>
      </div>
      <div aria-hidden className="mt-2 flex justify-between pl-8 text-xs text-muted">
        <span>{formatDate(days[0]?.date ?? "")}</span>
        <span>{formatDate(days[Math.floor(days.length / 2)]?.date ?? "")}</span>
        <span>Today</span>
      </div>
      <DayTable days={days} />
    </div>
  );
}

interface BarsProps {
  days: readonly UsageDay[];
  top: number;
  shown: number | null;
}

function Bars({ days, top, shown }: BarsProps) {
  const heightOf = (count: number) => (count / top) * HEIGHT;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${days.length * DAY_WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="size-full overflow-visible"
    >
      {[0, HEIGHT / 2, HEIGHT].map((y) => (
        <line
          key={y}
          x2={days.length * DAY_WIDTH}
          y1={y}
          y2={y}
          vectorEffect="non-scaling-stroke"
          className="stroke-border"
        />
      ))}
      {days.map(({ date, emails, credits }, index) => {
        const x = index * DAY_WIDTH + (DAY_WIDTH - BAR_WIDTH) / 2;
        const bar = { x, width: BAR_WIDTH };
        return (
          <g key={date} className={cn(shown !== null && shown !== index && "opacity-40")}>
            <rect
              {...bar}
              y={HEIGHT - heightOf(credits)}
              height={heightOf(credits)}
              className="fill-control"
            />
            <rect {...bar} y={HEIGHT - heightOf(emails)} height={heightOf(emails)} className="fill-accent" />
          </g>
        );
      })}
    </svg>
  );
}

function Legend() {
  return (
    <span className="flex gap-4">
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-xs bg-accent" />
        Emails
      </span>
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-xs bg-control" />
        Credits beyond one each
      </span>
    </span>
  );
}

function DayTable({ days }: { days: readonly UsageDay[] }) {
  return (
    <table className="sr-only">
      <caption>Emails and credits per day</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Emails</th>
          <th scope="col">Credits</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ date, emails, credits }) => (
          <tr key={date}>
            <th scope="row">{formatDate(date, { weekday: true })}</th>
            <td>{formatCount(emails)}</td>
            <td>{formatCount(credits)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sayDay({ date, emails, credits }: UsageDay): string {
  const day = formatDate(date, { weekday: true });
  return `${day}: ${formatCounted(emails, "email")}, ${formatCounted(credits, "credit")}`;
}

function sayAll(days: readonly UsageDay[]): string {
  const emails = days.reduce((sum, day) => sum + day.emails, 0);
  const credits = days.reduce((sum, day) => sum + day.credits, 0);
  return `${formatCounted(emails, "email")}, ${formatCounted(credits, "credit")} in 30 days`;
}
