import { RowHead, Table, Td, Th } from "@/components/ui/table";
import type { CustomerSummary } from "@/lib/contracts/operator-pages";
import { Count, CustomerLink, Moment, Rate, Scroll, StateBadge } from "./parts";

/** Resend's own limits; from half of them on a customer is slowed down. */
export const WARN_FROM = { bounces: 0.04, complaints: 0.0008 };

export function CustomerTable({ customers }: { customers: readonly CustomerSummary[] }) {
  return (
    <Scroll label="Customers">
      <Table className="min-w-4xl">
        <caption className="sr-only">Customers, newest first. Counts are of the last 30 days.</caption>
        <thead>
          <tr>
            <Th>Customer</Th>
            <Th>State</Th>
            <Th className="text-right">Balance</Th>
            <Th className="text-right">On hold</Th>
            <Th className="text-right">Owed</Th>
            <Th className="text-right">Sent, 30 days</Th>
            <Th className="text-right">Bounced</Th>
            <Th className="text-right">Complaints</Th>
            <Th className="text-right">Since</Th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <tr key={customer.id} className="border-b last:border-b-0">
              <RowHead>
                <CustomerLink id={customer.id}>{customer.email}</CustomerLink>
              </RowHead>
              <Td>
                <StateBadge state={customer.state} />
              </Td>
              <Td className="text-right tabular-nums">
                <Count of={customer.balance} />
              </Td>
              <Td className="text-right tabular-nums">
                <Count of={customer.held} />
              </Td>
              <Td className="text-right tabular-nums">
                <Count of={customer.owed} />
              </Td>
              <Td className="text-right tabular-nums">
                <Count of={customer.sent} />
              </Td>
              <Td className="text-right tabular-nums">
                <Rate part={customer.bounced} whole={customer.sent} warnFrom={WARN_FROM.bounces} />
              </Td>
              <Td className="text-right tabular-nums">
                <Rate part={customer.complained} whole={customer.sent} warnFrom={WARN_FROM.complaints} />
              </Td>
              <Td className="text-right whitespace-nowrap text-muted">
                <Moment iso={customer.created_at} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Scroll>
  );
}
