import { Time } from "@/components/time";
import type { Tone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { EmailDetail } from "@/lib/contracts/email";
import { type TimelineStep, timelineOf } from "./timeline";

const dots: Record<Tone, string> = {
  neutral: "bg-muted",
  accent: "bg-accent",
  success: "bg-success",
  warning: "bg-warning",
  danger: "bg-danger",
};

/** What happened to an email, oldest first. News are read out when they come. */
export function EmailTimeline({ email }: { email: EmailDetail }) {
  return (
    <ol aria-label="Timeline" aria-live="polite" className="mt-1 ml-1 text-[0.8125rem]">
      {timelineOf(email).map((step) => (
        <Step key={step.key} step={step} />
      ))}
    </ol>
  );
}

function Step({ step: { tone, title, words, at } }: { step: TimelineStep }) {
  return (
    <li className="relative grid gap-0.5 border-l pb-4 pl-4 last:border-transparent last:pb-0">
      <span
        aria-hidden
        className={cn("absolute top-1 -left-[5px] size-2.5 rounded-full ring-3 ring-surface", dots[tone])}
      />
      <span
        className={cn(
          "font-medium",
          tone === "danger" && "text-danger",
          tone === "warning" && "text-warning",
        )}
      >
        {title}
      </span>
      <span className="text-muted">
        <Time iso={at} style="full" />
      </span>
      {words.map((line) => (
        <span key={line} className="[overflow-wrap:anywhere]">
          {line}
        </span>
      ))}
    </li>
  );
}
