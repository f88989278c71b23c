"use client";

import { useState } from "react";
import { messageOf } from "@/components/http/fetch-json";
import { useAction } from "@/components/http/use-action";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { Invite } from "@/lib/contracts/members";
import { useMemberActions } from "./use-settings";

/** Invites that nobody has accepted yet, each with what can be done about it. */
export function InviteRows({ invites }: { invites: readonly Invite[] }) {
  const { takeBack } = useMemberActions();
  const [asked, setAsked] = useState<Invite | null>(null);
  async function revoke() {
    if (!asked) return;
    await takeBack(asked.id);
    toast.success(`The invite of ${asked.email} is taken back.`);
  }
  return (
    <>
      <ul className="px-5 pb-1">
        {invites.map((invite) => (
          <InviteRow key={invite.id} invite={invite} onRevoke={() => setAsked(invite)} />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={`Take back the invite of ${asked?.email}?`}
        description="The link in the mail stops working. You can invite them again."
        confirm="Revoke invite"
        onConfirm={revoke}
        messageOf={messageOf}
      />
    </>
  );
}

function InviteRow({ invite, onRevoke }: { invite: Invite; onRevoke: () => void }) {
  const { inviteAgain } = useMemberActions();
  const { isPending, run: resend } = useAction(async () => {
    await inviteAgain(invite.id);
    toast.success(`A new link is on its way to ${invite.email}.`, {
      description: "The one before does not work any more.",
    });
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate font-medium">{invite.email}</p>
        <p className="text-[0.8125rem] text-muted">
          <span className="capitalize">{invite.role}</span>
          {!invite.is_expired && (
            <>
              , open until <Time iso={invite.expires_at} style="date" />
            </>
          )}
        </p>
      </div>
      {invite.is_expired && <Badge tone="warning">Expired</Badge>}
      {invite.sent_at === null && <Badge tone="danger">Mail not sent</Badge>}
      <div className="flex gap-2">
        <Button
          size="sm"
          variant="secondary"
          isPending={isPending}
          aria-label={`Send the invite of ${invite.email} again`}
          onClick={resend}
        >
          Resend
        </Button>
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Revoke the invite of ${invite.email}`}
          onClick={onRevoke}
        >
          Revoke
        </Button>
      </div>
    </li>
  );
}
