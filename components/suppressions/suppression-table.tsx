"use client";

import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { fetchJson, jsonRequest, messageOf } from "@/components/http/fetch-json";
import { ForRole } from "@/components/role/role";
import { Time } from "@/components/time";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RowHead, Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { SUPPRESSIONS_PATH } from "@/lib/contracts/paths";
import type { SuppressionEntry, SuppressionOrigin } from "@/lib/contracts/suppression";

const origins: Record<SuppressionOrigin, { tone: Tone; text: string }> = {
  bounce: { tone: "danger", text: "Bounced" },
  complaint: { tone: "danger", text: "Complained" },
  manual: { tone: "neutral", text: "Added by hand" },
};

interface SuppressionTableProps {
  entries: readonly SuppressionEntry[];
  onChange: () => Promise<unknown>;
}

/** Addresses, newest first. On a phone the reason stands under the address. */
export function SuppressionTable({ entries, onChange }: SuppressionTableProps) {
  const [asked, setAsked] = useState<SuppressionEntry | null>(null);
  async function remove() {
    if (!asked) return;
    await fetchJson(`${SUPPRESSIONS_PATH}/${asked.id}`, jsonRequest("DELETE", {}));
    toast.success(`${asked.email} can get mail again.`);
    await onChange();
  }
  return (
    <>
      <Table className="table-fixed">
        <caption className="sr-only">Suppressed addresses, newest first</caption>
        <thead>
          <tr>
            <Th>Address</Th>
            <Th className="hidden w-40 sm:table-cell">Reason</Th>
            <Th className="hidden w-32 sm:table-cell">Since</Th>
            <Th className="w-16">
              <span className="sr-only">Remove</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} className="border-b last:border-b-0">
              <RowHead>
                <p className="truncate font-medium" title={entry.email}>
                  {entry.email}
                </p>
                <div className="mt-1 flex flex-wrap items-center gap-2 text-[0.8125rem] text-muted sm:hidden">
                  <Reason entry={entry} />
                  <Time iso={entry.created_at} style="relative" />
                </div>
              </RowHead>
              <Td className="hidden sm:table-cell">
                <Reason entry={entry} />
              </Td>
              <Td className="hidden whitespace-nowrap text-muted sm:table-cell">
                <Time iso={entry.created_at} style="relative" />
              </Td>
              <Td className="text-right">
                <ForRole need="developer">
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={`Remove ${entry.email}`}
                    onClick={() => setAsked(entry)}
                  >
                    <Trash2 aria-hidden />
                  </Button>
                </ForRole>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title="Remove this address from the list?"
        description={`Emails to ${asked?.email} are sent again, and cost credits. Mail to an address that bounced or complained harms how your other mail is received.`}
        confirm="Remove address"
        onConfirm={remove}
        messageOf={messageOf}
      />
    </>
  );
}

function Reason({ entry: { origin, source_id } }: { entry: SuppressionEntry }) {
  const { tone, text } = origins[origin];
  const badge = <Badge tone={tone}>{text}</Badge>;
  if (!source_id) return badge;
  return (
    <Link
      href={`/dashboard/emails/${source_id}`}
      prefetch={false}
      title="Show the email"
      className="inline-block rounded-full py-0.5 hover:underline"
    >
      {badge}
    </Link>
  );
}
