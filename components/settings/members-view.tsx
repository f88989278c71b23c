"use client";

import { LoadError } from "@/components/http/load-error";
import { ForRole, RoleNote } from "@/components/role/role";
import { Card } from "@/components/ui/card";
import { ROLE_MEANINGS, ROLES } from "@/lib/contracts/roles";
import { InviteDialog } from "./invite-dialog";
import { InviteRows } from "./invite-rows";
import { MemberList } from "./member-list";
import { RowsSkeleton } from "./rows-skeleton";
import { useInvites, useMembers } from "./use-settings";

/** The people of the account, who is invited, and what the roles mean. */
export function MembersView() {
  const { data: list, error, mutate } = useMembers();
  return (
    <>
      <RoleNote need="owner" title="You can see who is a member." />
      <Card
        title="Members"
        flush
        aside={
          <ForRole need="owner">
            <InviteDialog />
          </ForRole>
        }
      >
        {list ? (
          <MemberList members={list.data} />
        ) : error ? (
          <LoadError title="Members could not be loaded" error={error} retry={() => void mutate()} />
        ) : (
          <RowsSkeleton rows={2} label="Loading members…" />
        )}
      </Card>
      <ForRole need="owner">
        <OpenInvites />
      </ForRole>
      <Card title="What the roles mean">
        <dl className="grid gap-3 text-[0.8125rem]">
          {ROLES.map((role) => (
            <div key={role} className="grid gap-0.5 sm:grid-cols-[7rem_1fr]">
              <dt className="font-medium capitalize">{role}</dt>
              <dd className="text-muted">{ROLE_MEANINGS[role]}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-[0.8125rem] text-muted">
          Roles are for people. What a program may do is decided by its API key.
        </p>
      </Card>
    </>
  );
}

function OpenInvites() {
  const { data: list, error, mutate } = useInvites();
  return (
    <Card title="Open invites" flush>
      {list ? (
        list.data.length > 0 ? (
          <InviteRows invites={list.data} />
        ) : (
          <p className="px-5 pt-1 pb-5 text-muted">
            Nobody is invited at present. An invite waits here until it is accepted.
          </p>
        )
      ) : error ? (
        <LoadError title="Invites could not be loaded" error={error} retry={() => void mutate()} />
      ) : (
        <RowsSkeleton rows={1} label="Loading invites…" />
      )}
    </Card>
  );
}
