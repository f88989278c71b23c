"use client";

import { Receipt } from "lucide-react";
import { formatPrice } from "@/components/format";
import { Time } from "@/components/time";
import { Badge, type Tone } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { RowHead, Table, Td, Th } from "@/components/ui/table";
import type { Payment, PaymentPage, PaymentState } from "@/lib/contracts/billing";
import { paymentsPath } from "@/lib/contracts/paths";
import { BillingCard } from "./billing-card";
import { InvoiceButton } from "./invoice-button";
import { type BillingPages, ListPages } from "./list-pages";
import { PAYMENT_ROWS } from "./page-sizes";
import { RowSkeleton } from "./row-skeleton";
import { useBilling } from "./use-billing";

const items: Record<Payment["item"], string> = { plan: "Plan", topup: "Top-up pack" };
const states: Record<PaymentState, { tone: Tone; text: string }> = {
  paid: { tone: "success", text: "Paid" },
  refunded: { tone: "neutral", text: "Refunded" },
  partially_refunded: { tone: "neutral", text: "Partly refunded" },
  pending: { tone: "accent", text: "Pending" },
  failed: { tone: "danger", text: "Declined" },
  cancelled: { tone: "neutral", text: "Cancelled" },
};

/** What was paid for in money, with its invoices. */
export function PaymentsCard({ title, pages }: { title: string; pages: BillingPages }) {
  const answer = useBilling<PaymentPage>(paymentsPath(pages.payments - 1, PAYMENT_ROWS));
  return (
    <BillingCard title={title} answer={answer} skeleton={<RowSkeleton rows={3} />}>
      {({ data, has_more }) => (
        <>
          {data.length === 0 ? <NoPayments isFirst={pages.payments === 1} /> : <Payments payments={data} />}
          <ListPages label="Pages of the payments" list="payments" pages={pages} hasMore={has_more} />
        </>
      )}
    </BillingCard>
  );
}

function NoPayments({ isFirst }: { isFirst: boolean }) {
  return (
    <EmptyState icon={Receipt} title={isFirst ? "No payments yet" : "Nothing older"}>
      {isFirst
        ? "Each payment appears here with its invoice as a PDF."
        : "You have reached your first payment."}
    </EmptyState>
  );
}

function Payments({ payments }: { payments: readonly Payment[] }) {
  return (
    <Table>
      <caption className="sr-only">Payments, newest first</caption>
      <thead>
        <tr>
          <Th>For</Th>
          <Th className="hidden sm:table-cell">Date</Th>
          <Th className="hidden md:table-cell">Card</Th>
          <Th>State</Th>
          <Th className="text-right">Amount</Th>
          <Th className="text-right">Invoice</Th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id} className="border-b last:border-b-0">
            <RowHead>
              <p className="font-medium">{items[payment.item]}</p>
              <p className="text-[0.8125rem] text-muted sm:hidden">
                <Time iso={payment.created_at} style="date" />
              </p>
            </RowHead>
            <Td className="hidden whitespace-nowrap text-muted sm:table-cell">
              <Time iso={payment.created_at} style="date" />
            </Td>
            <Td className="hidden whitespace-nowrap text-muted md:table-cell">{payment.card}</Td>
            <Td>
              <Badge tone={states[payment.state].tone}>{states[payment.state].text}</Badge>
            </Td>
            <Td className="text-right tabular-nums">{formatPrice(payment.amount_minor, payment.currency)}</Td>
            <Td className="text-right">
              {payment.has_invoice ? (
                <InvoiceButton payment={payment} />
              ) : (
                <span className="text-muted">
                  <span aria-hidden>–</span>
                  <span className="sr-only">none</span>
                </span>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
