"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { WEBHOOK_EVENTS, type WebhookEvent } from "@/lib/contracts/webhook-rules";

const groups = [
  { prefix: "email.", legend: "Emails" },
  { prefix: "credits.", legend: "Credits" },
] as const;

interface EventChoiceProps {
  value: readonly WebhookEvent[];
  onChange: (value: WebhookEvent[]) => void;
  error?: string;
}

/** Which events an endpoint hears of. */
export function EventChoice({ value, onChange, error }: EventChoiceProps) {
  const toggle = (event: WebhookEvent) =>
    onChange(value.includes(event) ? value.filter((chosen) => chosen !== event) : [...value, event]);
  return (
    <div className="grid gap-4">
      {groups.map(({ prefix, legend }) => (
        <fieldset key={prefix} aria-describedby={error ? "events-error" : undefined}>
          <legend className="text-[0.8125rem] font-medium">{legend}</legend>
          <div className="mt-1 grid sm:grid-cols-2">
            {WEBHOOK_EVENTS.filter((event) => event.startsWith(prefix)).map((event) => (
              <Checkbox
                key={event}
                label={<code className="font-mono text-xs">{event}</code>}
                checked={value.includes(event)}
                onChange={() => toggle(event)}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {error && (
        <p id="events-error" role="alert" className="text-[0.8125rem] font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
