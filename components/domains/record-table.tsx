import { CopyText } from "@/components/copy-text";
import { Table, Td, Th } from "@/components/ui/table";
import type { Domain, WireDomainRecord } from "@/lib/contracts/resend/domain";
import { DomainStatusBadge } from "./domain-status-badge";

/** The records to make. On narrow screens each is a block of its own, because values are long and have to be copied. */
export function RecordTable({ domain: { records } }: { domain: Domain }) {
  return (
    <>
      <div className="hidden xl:block">
        <Table className="table-fixed">
          <caption className="sr-only">DNS records to make</caption>
          <thead>
            <tr>
              <Th className="w-18">Type</Th>
              <Th className="w-[26%]">Name</Th>
              <Th>Value</Th>
              <Th className="w-18">Priority</Th>
              <Th className="w-16">TTL</Th>
              <Th className="w-36">Status</Th>
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <tr key={keyOf(record)} className="border-b align-top last:border-b-0">
                <Td className="leading-6 font-medium">{record.type}</Td>
                <Td>
                  <CopyText text={record.name} label={`name of the ${labelOf(record)}`} />
                </Td>
                <Td>
                  <CopyText text={record.value} label={`value of the ${labelOf(record)}`} />
                </Td>
                <Td className="leading-6 tabular-nums">{record.priority ?? "–"}</Td>
                <Td className="leading-6">{record.ttl}</Td>
                <Td>
                  <DomainStatusBadge status={record.status} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="xl:hidden">
        {records.map((record) => (
          <li key={keyOf(record)} className="border-b px-5 py-4 last:border-b-0">
            <RecordBlock record={record} />
          </li>
        ))}
      </ul>
    </>
  );
}

function RecordBlock({ record }: { record: WireDomainRecord }) {
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-sm font-medium">{labelOf(record)}</h3>
        <DomainStatusBadge status={record.status} />
      </div>
      <dl className="mt-2 grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-[0.8125rem] leading-6">
        <dt className="text-muted">Name</dt>
        <dd>
          <CopyText text={record.name} label={`name of the ${labelOf(record)}`} />
        </dd>
        <dt className="text-muted">Value</dt>
        <dd>
          <CopyText text={record.value} label={`value of the ${labelOf(record)}`} />
        </dd>
        {record.priority !== undefined && (
          <>
            <dt className="text-muted">Priority</dt>
            <dd>{record.priority}</dd>
          </>
        )}
        <dt className="text-muted">TTL</dt>
        <dd>{record.ttl}</dd>
      </dl>
    </>
  );
}

const labelOf = ({ record, type }: WireDomainRecord) => `${record} ${type} record`;
const keyOf = ({ type, name, value }: WireDomainRecord) => `${type} ${name} ${value}`;
