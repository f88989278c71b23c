import { formatBytes } from "@/components/format";
import { RowHead, Table, Td, Th } from "@/components/ui/table";
import type { InboxMessage } from "@/lib/contracts/operator-pages";
import { ActionButton } from "./action-button";
import { Moment, Nothing } from "./parts";

/**
 * Messages of the providers, with what became of them. Their bodies stay in the database. Where there is no room for columns,
 * all of a message stands under its type.
 */
export function InboxTable({ messages, isEnd }: { messages: readonly InboxMessage[]; isEnd: boolean }) {
  if (messages.length === 0)
    return (
      <Nothing>
        {isEnd
          ? "No such message. What the providers tell appears here for some days."
          : "No such message among the newest 5,000 here. “Older” looks through the next ones."}
      </Nothing>
    );
  return (
    <Table>
      <caption className="sr-only">Webhook inbox</caption>
      <thead>
        <tr>
          <Th>Type</Th>
          <Th className="hidden lg:table-cell">About</Th>
          <Th className="hidden md:table-cell">Outcome</Th>
          <Th className="hidden text-right lg:table-cell">Size</Th>
          <Th className="hidden text-right md:table-cell">Received</Th>
          <Th className="text-right">
            <span className="sr-only">Replay</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <Row key={`${message.source} ${message.id}`} message={message} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ message }: { message: InboxMessage }) {
  const { source, id, type, about, bytes, received_at } = message;
  const outcome = message.outcome ?? "waits";
  const size = formatBytes(bytes);
  return (
    <tr className="border-b align-top last:border-b-0">
      <RowHead className="lg:whitespace-nowrap">
        <span className="text-muted">{source}</span> <span className="[overflow-wrap:anywhere]">{type}</span>
        {about && (
          <code className="block font-mono text-xs text-muted [overflow-wrap:anywhere] lg:hidden">
            {about}
          </code>
        )}
        <p className="mt-0.5 text-[0.8125rem] text-muted md:hidden">
          <span className="text-foreground">{outcome}</span>,{" "}
          <span className="whitespace-nowrap">{size}</span>, <Moment iso={received_at} />
        </p>
      </RowHead>
      <Td className="hidden lg:table-cell">
        <code className="font-mono text-xs [overflow-wrap:anywhere]">{about}</code>
      </Td>
      <Td className="hidden md:table-cell">{outcome}</Td>
      <Td className="hidden text-right whitespace-nowrap tabular-nums lg:table-cell">{size}</Td>
      <Td className="hidden text-right whitespace-nowrap text-muted md:table-cell">
        <Moment iso={received_at} />
      </Td>
      <Td className="text-right">
        <ActionButton
          label="Replay"
          name={`${type} ${id}`}
          action={{ action: "webhook.replay", source, id }}
        />
      </Td>
    </tr>
  );
}
