import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import type { EmailDetail } from "@/lib/contracts/email";
import { timelineOf } from "./timeline";

/** What happened to an email, oldest first. News are read out when they come. */
export function EmailTimeline({ email }: { email: EmailDetail }) {
  return (
    <ol aria-label="Timeline" aria-live="polite" className="grid gap-4 text-[0.8125rem]">
      {timelineOf(email).map(({ key, tone, title, words, at }) => (
        <li key={key} className="grid justify-items-start gap-1">
          <Badge tone={tone}>{title}</Badge>
          <span className="text-muted">
            <Time iso={at} style="full" />
          </span>
          {words.map((line) => (
            <span key={line} className="break-words [overflow-wrap:anywhere]">
              {line}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
