"use client";

import { Download } from "lucide-react";
import { RoleNote, useRefusal } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DeleteAccount } from "./delete-account";
import { EXPORT_PATH } from "./paths";

/** Taking one's data along, and ending the account. */
export function DataSettings({ accountName }: { accountName: string }) {
  const isOwner = useRefusal("owner") === null;
  return (
    <>
      <RoleNote need="owner" title="Export and deletion are for owners." />
      <Card title="Data export">
        <p className="max-w-prose text-muted">
          One file with everything that MailKit keeps of this account: members, keys and webhooks without
          their secrets, domains, suppressions, emails with their content and events, usage, and the credit
          ledger. Each line is one JSON object with a <code className="font-mono text-xs">type</code>; the
          last one says whether the file is complete. With many emails it takes a while.
        </p>
        {isOwner && (
          <Button asChild variant="secondary" className="mt-4 self-start">
            <a href={EXPORT_PATH} download>
              <Download aria-hidden />
              Download export
            </a>
          </Button>
        )}
      </Card>
      <Card title="Delete account">
        <ul className="grid max-w-prose list-disc gap-1.5 pl-5 text-muted">
          <li>Nobody can sign in to it any more, and its API keys are refused, from that moment on.</li>
          <li>
            The plan ends at once and is not charged again. Credits that are left are lost; none is paid back.
          </li>
          <li>Emails that are accepted are still sent and paid for. Scheduled ones are canceled.</li>
          <li>
            Then all of its data is removed here, and its domains at our mail provider: within minutes, unless
            emails are still on their way.
          </li>
          <li>
            Payments, invoices and the ledger stay with Dodo Payments, the seller, for as long as the law asks
            for it. Messages that providers sent us are forgotten within 30 days.
          </li>
          <li>Members who have no other account are removed with it.</li>
        </ul>
        {isOwner && <DeleteAccount accountName={accountName} />}
      </Card>
    </>
  );
}
