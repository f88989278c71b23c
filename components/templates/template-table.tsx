import Link from "next/link";
import { Time } from "@/components/time";
import { Skeleton } from "@/components/ui/skeleton";
import { LinkRow, RowHead, Table, Td, Th } from "@/components/ui/table";
import type { TemplateEntry } from "@/lib/contracts/template";
import { TemplateBadge } from "./status-badge";

export function TemplateTable({ templates }: { templates: readonly TemplateEntry[] }) {
  return (
    <Table className="table-fixed">
      <caption className="sr-only">Templates, newest first</caption>
      <thead>
        <tr>
          <Th className="w-32">Status</Th>
          <Th>Name</Th>
          <Th className="hidden w-[30%] md:table-cell">Alias</Th>
          <Th className="hidden w-24 lg:table-cell">Version</Th>
          <Th className="hidden w-36 sm:table-cell">Saved</Th>
        </tr>
      </thead>
      <tbody>
        {templates.map((template) => (
          <LinkRow key={template.id}>
            <Td>
              <TemplateBadge template={template} />
            </Td>
            <RowHead>
              <Link
                href={`/dashboard/templates/${template.id}`}
                className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {template.name}
              </Link>
              {template.alias && (
                <p className="truncate font-mono text-xs text-muted md:hidden">{template.alias}</p>
              )}
            </RowHead>
            <Td className="hidden truncate font-mono text-xs text-muted md:table-cell">
              {template.alias ?? "–"}
            </Td>
            <Td className="hidden text-muted tabular-nums lg:table-cell">
              {template.published_version ?? "–"}
            </Td>
            <Td className="hidden text-muted sm:table-cell">
              <Time iso={template.updated_at} style="relative" />
            </Td>
          </LinkRow>
        ))}
      </tbody>
    </Table>
  );
}

export function TemplateTableSkeleton() {
  return (
    <div className="px-5 pt-9">
      <span className="sr-only">Loading templates…</span>
      {["first", "second", "third", "fourth"].map((row) => (
        <div key={row} className="flex h-11 items-center gap-4 border-b last:border-b-0">
          <Skeleton className="h-5 w-20 rounded-full" />
          <Skeleton className="h-4 flex-1" />
        </div>
      ))}
    </div>
  );
}
