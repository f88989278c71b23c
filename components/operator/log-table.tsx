import { Time } from "@/components/time";
import { Table, Td, Th } from "@/components/ui/table";
import type { LogEntry } from "@/lib/contracts/operator-pages";
import { CustomerLink, Scroll } from "./parts";

export function LogTable({ entries }: { entries: readonly LogEntry[] }) {
  return (
    <Scroll label="Log">
      <Table className="min-w-3xl">
        <caption className="sr-only">What operators did, newest first</caption>
        <thead>
          <tr>
            <Th className="w-48">Time</Th>
            <Th>Operator</Th>
            <Th>Action</Th>
            <Th>About</Th>
            <Th>Note</Th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} className="border-b align-top last:border-b-0">
              <Td className="whitespace-nowrap text-muted">
                <Time iso={entry.at} style="full" />
              </Td>
              <Td>{entry.operator}</Td>
              <Td>
                <code className="font-mono text-xs">{entry.action}</code>
              </Td>
              <Td>
                {entry.customer_id && (
                  <CustomerLink id={entry.customer_id}>
                    {entry.customer_email ?? entry.customer_id}
                  </CustomerLink>
                )}
                {entry.subject && (
                  <code className="block font-mono text-xs break-all text-muted">{entry.subject}</code>
                )}
              </Td>
              <Td className="break-words">{entry.note}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Scroll>
  );
}
