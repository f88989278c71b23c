import { formatCount, formatPrice } from "@/components/format";
import { Card } from "@/components/ui/card";
import type { PaymentPage, Statement } from "@/lib/contracts/billing";
import { Moment, Nothing } from "./parts";
import { SimpleTable } from "./simple-table";

/** What only Dodo has of a customer: the ledger and the payments. Null: Dodo could not be asked. */
export function CustomerMoney({
  statement,
  payments,
}: {
  statement: Statement | null;
  payments: PaymentPage | null;
}) {
  return (
    <div className="grid gap-5 *:min-w-0 lg:grid-cols-2">
      <Card title="Ledger at Dodo" flush>
        {statement ? (
          <SimpleTable
            caption="Ledger at Dodo"
            empty="No entries yet."
            columns={["Kind", "Credits", "Balance", "Time"]}
            rows={statement.data.map((entry) => ({
              key: entry.id,
              cells: [
                entry.description ? `${entry.kind}: ${entry.description}` : entry.kind,
                formatCount(entry.amount),
                formatCount(entry.balance_after),
                <Moment key="time" iso={entry.created_at} />,
              ],
            }))}
          />
        ) : (
          <Unreachable />
        )}
      </Card>
      <Card title="Payments at Dodo" flush>
        {payments ? (
          <SimpleTable
            caption="Payments at Dodo"
            empty="No payments yet."
            columns={["Payment", "What", "Amount", "State", "Time"]}
            rows={payments.data.map((payment) => ({
              key: payment.id,
              cells: [
                <code key="id" className="font-mono text-xs break-all">
                  {payment.id}
                </code>,
                payment.item,
                formatPrice(payment.amount_minor, payment.currency),
                payment.state,
                <Moment key="time" iso={payment.created_at} />,
              ],
            }))}
          />
        ) : (
          <Unreachable />
        )}
      </Card>
    </div>
  );
}

const Unreachable = () => <Nothing>Dodo could not be asked just now. Reload the page to try again.</Nothing>;
