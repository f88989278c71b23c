import { Ban, Pencil } from "lucide-react";
import { ForRole } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Th } from "@/components/ui/table";
import type { Key } from "@/lib/contracts/keys";
import { KeyRow } from "./key-row";

interface KeyTableProps {
  keys: readonly Key[];
  onEdit: (key: Key) => void;
  onRevoke: (key: Key) => void;
}

/** Keys that can be used, then those that ended. Where there is no room for a column, its content stands under the name. */
export function KeyTable({ keys, onEdit, onRevoke }: KeyTableProps) {
  return (
    <Table className="table-fixed">
      <caption className="sr-only">API keys, those in use first</caption>
      <thead>
        <tr>
          <Th>Key</Th>
          <Th className="hidden w-44 xl:table-cell">Access</Th>
          <Th className="hidden w-52 sm:table-cell">Credits used</Th>
          <Th className="hidden w-28 xl:table-cell">Last used</Th>
          <Th className="w-26">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} target={key}>
            {(key.status === "active" || key.status === "no_domain") && (
              <ForRole need="developer">
                <div className="flex justify-end">
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={`Edit ${key.name}`}
                    onClick={() => onEdit(key)}
                  >
                    <Pencil aria-hidden />
                  </Button>
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={`Revoke ${key.name}`}
                    onClick={() => onRevoke(key)}
                  >
                    <Ban aria-hidden />
                  </Button>
                </div>
              </ForRole>
            )}
          </KeyRow>
        ))}
      </tbody>
    </Table>
  );
}

export function KeyTableSkeleton() {
  return (
    <div className="px-5 pt-9">
      <span className="sr-only">Loading API keys…</span>
      {[1, 2, 3].map((row) => (
        <div key={row} className="flex h-20 items-center gap-4 border-b last:border-b-0">
          <Skeleton className="h-10 flex-1" />
          <Skeleton className="hidden h-4 w-24 sm:block" />
          <Skeleton className="h-8 w-16" />
        </div>
      ))}
    </div>
  );
}
