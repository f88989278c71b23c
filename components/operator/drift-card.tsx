import { formatCount } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { DriftCheck, DriftResult } from "@/lib/contracts/operator-pages";
import { ActionButton } from "./action-button";
import { AutoRefresh } from "./auto-refresh";
import { Count, Moment, Nothing } from "./parts";
import { SimpleTable } from "./simple-table";

const REFRESH_MS = 3_000;

/** A customer's sums here against Dodo's, with what explains each difference. Nothing is mended unless it is asked for. */
export function DriftCard({ customerId, check }: { customerId: string; check: DriftCheck | null }) {
  const isWaiting = check?.requested_at != null;
  const aside = (
    <div className="flex items-center gap-2">
      {check && <DriftBadge check={check} />}
      {isWaiting ? (
        <span role="status" className="text-[0.8125rem] text-muted">
          Being checked…
        </span>
      ) : (
        <ActionButton label="Check now" action={{ action: "drift.check", customer_id: customerId }} />
      )}
    </div>
  );
  return (
    <Card title="Drift: our sums against Dodo's" aside={aside} flush>
      {isWaiting && <AutoRefresh everyMs={REFRESH_MS} />}
      {check?.error && <Nothing>The last check could not be made: {check.error}</Nothing>}
      {check?.result ? <Result check={check} result={check.result} /> : <Nothing>Not checked yet.</Nothing>}
    </Card>
  );
}

export function DriftBadge({ check: { result, requested_at } }: { check: DriftCheck }) {
  if (result === null) return <Badge tone="neutral">{requested_at ? "Waits" : "Not checked"}</Badge>;
  return result.drift === 0 ? (
    <Badge tone="success">No drift</Badge>
  ) : (
    <Badge tone="danger">{`${formatCount(result.drift)} unexplained`}</Badge>
  );
}

function Result({ check, result }: { check: DriftCheck; result: DriftResult }) {
  return (
    <>
      <SimpleTable
        caption="Sums here and at Dodo"
        empty="Nothing to compare."
        columns={["What", "Here", "At Dodo", "Difference", "Meaning"]}
        rows={result.lines.map((line) => ({
          key: line.label,
          cells: [
            line.label,
            <Count key="ours" of={line.ours} />,
            <Count key="dodo" of={line.dodo} />,
            <Count key="difference" of={line.difference} />,
            <span key="note" className="text-muted">
              {line.note}
            </span>,
          ],
        }))}
      />
      {result.findings.length > 0 && (
        <SimpleTable
          caption="What nothing explains"
          empty=""
          columns={["Finding", "Id", "Credits"]}
          rows={result.findings.map((finding) => ({
            key: `${finding.what} ${finding.id}`,
            cells: [
              finding.what,
              <code key="id" className="font-mono text-xs break-all">
                {finding.id}
              </code>,
              formatCount(finding.credits),
            ],
          }))}
        />
      )}
      <p className="border-t px-5 py-3 text-[0.8125rem] text-muted">
        {formatCount(result.entries_read)} entries of the ledger were read
        {result.is_complete ? "" : ", the newest ones"}, <Moment iso={check.checked_at} />.
      </p>
    </>
  );
}
