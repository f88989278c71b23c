"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { messageOf } from "@/components/http/fetch-json";
import { useAction } from "@/components/http/use-action";
import { useRefusal } from "@/components/role/role";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { Member } from "@/lib/contracts/members";
import { RoleSelect } from "./role-select";
import { leaveAccount, useMemberActions } from "./use-settings";

/** Everybody who works in the account. Owners change roles here; anybody may leave. */
export function MemberList({ members }: { members: readonly Member[] }) {
  const { remove } = useMemberActions();
  const isOwner = useRefusal("owner") === null;
  const [asked, setAsked] = useState<Member | null>(null);

  async function run() {
    if (!asked) return;
    if (asked.is_you) return leaveAccount();
    await remove(asked.user_id);
    toast.success(`${asked.email} is no member any more.`);
  }
  return (
    <>
      <ul className="px-5 pb-1">
        {members.map((member) => (
          <MemberRow key={member.user_id} member={member} isOwner={isOwner} onEnd={() => setAsked(member)} />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={asked?.is_you ? "Leave this account?" : `Remove ${asked?.email}?`}
        description={
          asked?.is_you
            ? "You can't see or do anything here any more, until somebody invites you again. Without another account you are signed out."
            : "They can't see or do anything here from now on. API keys that they made keep working: revoke those that they know."
        }
        confirm={asked?.is_you ? "Leave account" : "Remove member"}
        onConfirm={run}
        messageOf={messageOf}
      />
    </>
  );
}

function MemberRow({ member, isOwner, onEnd }: { member: Member; isOwner: boolean; onEnd: () => void }) {
  const router = useRouter();
  const { changeRole } = useMemberActions();
  const { isPending, run: change } = useAction(async (role: Member["role"]) => {
    await changeRole(member.user_id, role);
    toast.success(`${member.email}: ${role}.`);
    // What the reader may do is decided anew.
    if (member.is_you) router.refresh();
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{member.name ?? member.email}</span>
          {member.is_you && <Badge tone="neutral">You</Badge>}
        </p>
        <p className="truncate text-[0.8125rem] text-muted">
          {member.name && `${member.email}, `}since <Time iso={member.created_at} style="date" />
        </p>
      </div>
      {isOwner ? (
        <RoleSelect
          aria-label={`Role of ${member.email}`}
          className="w-36"
          value={member.role}
          disabled={isPending}
          onRole={change}
        />
      ) : (
        <span className="capitalize">{member.role}</span>
      )}
      {(isOwner || member.is_you) && (
        <Button
          variant="ghost"
          size="sm"
          className="w-20"
          aria-label={member.is_you ? "Leave this account" : `Remove ${member.email}`}
          onClick={onEnd}
        >
          {member.is_you ? "Leave" : "Remove"}
        </Button>
      )}
    </li>
  );
}
