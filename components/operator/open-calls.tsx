import { Card } from "@/components/ui/card";
import type { OpenCall } from "@/lib/contracts/operator-pages";
import { CustomerLink, Moment } from "./parts";
import { SimpleTable } from "./simple-table";

/** Calls to a provider without a certain outcome: each is repeated with its key until there is one. */
export function OpenCalls({ title, calls }: { title: string; calls: readonly OpenCall[] }) {
  return (
    <Card title={title} flush>
      <SimpleTable
        caption={title}
        empty="None."
        columns={["Call", "Carries", "Customer", "Tries", "Since", "Next try", "Last error"]}
        rows={calls.map((call) => ({
          key: call.id,
          cells: [
            <code key="id" className="font-mono text-xs break-all">
              {call.id}
            </code>,
            call.what,
            call.customer_id ? <CustomerLink key="customer" id={call.customer_id} /> : "–",
            call.attempts,
            <Moment key="since" iso={call.created_at} />,
            <Moment key="next" iso={call.due_at} />,
            call.last_error ?? "–",
          ],
        }))}
      />
    </Card>
  );
}
