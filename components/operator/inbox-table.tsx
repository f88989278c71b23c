import { formatBytes } from "@/components/format";
import type { InboxMessage } from "@/lib/contracts/operator-pages";
import { ActionButton } from "./action-button";
import { Moment } from "./parts";
import { SimpleTable } from "./simple-table";

/** Messages of the providers, with what became of them. Their bodies stay in the database. */
export function InboxTable({ messages, isEnd }: { messages: readonly InboxMessage[]; isEnd: boolean }) {
  return (
    <SimpleTable
      caption="Webhook inbox"
      empty={
        isEnd
          ? "No such message. What the providers tell appears here for some days."
          : "No such message among the newest 5,000 here. “Older” looks through the next ones."
      }
      columns={["Type", "About", "Outcome", "Size", "Received", "Replay"]}
      rows={messages.map((message) => ({
        key: `${message.source} ${message.id}`,
        cells: [
          <span key="type" className="whitespace-nowrap">
            <span className="text-muted">{message.source}</span> {message.type}
          </span>,
          <code key="about" className="font-mono text-xs break-all">
            {message.about}
          </code>,
          message.outcome ?? "waits",
          <span key="size" className="whitespace-nowrap">
            {formatBytes(message.bytes)}
          </span>,
          <span key="received" className="whitespace-nowrap">
            <Moment iso={message.received_at} />
          </span>,
          <ActionButton
            key="replay"
            label="Replay"
            name={`${message.type} ${message.id}`}
            action={{ action: "webhook.replay", source: message.source, id: message.id }}
          />,
        ],
      }))}
    />
  );
}
