import { formatCount } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import type { LineFacts, SystemFacts } from "@/lib/contracts/operator-pages";
import { ActionButton } from "./action-button";
import { noteField } from "./action-fields";
import { Fact, Facts, Moment } from "./parts";

/** Whether anything goes out at all, and the switch. */
export function SendingSwitch({ halted }: Pick<SystemFacts, "halted">) {
  if (halted === null)
    return (
      <ActionButton
        label="Stop all sending"
        description="Nothing leaves any more, MailKit's own alerts included; sign-in links still do. Emails wait."
        action={{ action: "sending.halt" }}
        variant="danger"
        fields={[
          { name: "reason", label: "Reason", kind: "text", hint: "For operators; customers do not read it." },
          {
            name: "refuse",
            label: "Refuse requests to send with 503 instead of queueing them",
            kind: "check",
          },
        ]}
      />
    );
  return (
    <ActionButton
      label="Let sending go on"
      action={{ action: "sending.resume" }}
      variant="primary"
      fields={[noteField]}
    />
  );
}

/** How much waits, and for how long. */
export function QueueCard({ system }: { system: SystemFacts }) {
  const { halted, queue, webhooks_pending: pending } = system;
  return (
    <>
      {halted && (
        <Banner role="alert" tone="danger" title="All sending is stopped.">
          {halted.reason} Since <Moment iso={halted.since} />.{" "}
          {halted.refuses ? "Requests to send are refused." : "Requests to send are accepted, and wait."}
        </Banner>
      )}
      <Card title="What waits">
        <Facts>
          <Fact label="Emails in the queue">{formatCount(queue.waiting)}</Fact>
          <Fact label="Of paused customers">{formatCount(queue.paused)}</Fact>
          <Fact label="The oldest of the others">
            <Moment iso={queue.oldest_at} />
          </Fact>
          <Fact label="Scheduled">{formatCount(queue.scheduled)}</Fact>
          <Fact label="Webhooks to be applied">{formatCount(pending.count)}</Fact>
          <Fact label="The oldest of them">
            <Moment iso={pending.oldest_at} />
          </Fact>
          <Fact label="Unresolved emails">{formatCount(system.unresolved.length)}</Fact>
        </Facts>
      </Card>
    </>
  );
}

const LINES = {
  ok: { tone: "success", text: "Works" },
  waiting: { tone: "warning", text: "Waits" },
  stopped: { tone: "danger", text: "Stopped" },
} as const;
const NAMES = { dodo: "Dodo Payments", resend: "Resend" } as const;

/** A provider's line: how it stands, and how much may still be asked. */
export function LineCard({ line }: { line: LineFacts }) {
  const state = LINES[line.state];
  return (
    <Card title={NAMES[line.provider]} aside={<Badge tone={state.tone}>{state.text}</Badge>}>
      <Facts>
        <Fact label="Calls at once">
          {formatCount(line.tokens)} of {formatCount(line.burst)}
        </Fact>
        <Fact label="Calls a second">{line.per_second}</Fact>
        {line.since && (
          <Fact label="Stopped since">
            <Moment iso={line.since} />
          </Fact>
        )}
      </Facts>
      {line.reason && <p className="mt-4 text-sm break-words">{line.reason}</p>}
      {line.state !== "ok" && (
        <div className="mt-4">
          <ActionButton
            label="Try now"
            name={NAMES[line.provider]}
            action={{ action: "line.try", provider: line.provider }}
          />
        </div>
      )}
    </Card>
  );
}
