"use client";

import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/components/http/fetch-json";
import { LoadError } from "@/components/http/load-error";
import { RoleNote, useRefusal } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { toast } from "@/components/ui/toast";
import { useUrlDialog } from "@/components/ui/use-url-dialog";
import type { CreatedKey, Key } from "@/lib/contracts/keys";
import { CreateKeyDialog } from "./create-key-dialog";
import { EditKeyDialog } from "./edit-key-dialog";
import { FirstRequest } from "./first-request";
import { KeyTable, KeyTableSkeleton } from "./key-table";
import { NewKeyPanel } from "./new-key-panel";
import { useKeys } from "./use-keys";

/** The page of API keys. `command` is a request with one, to be tried in a terminal. */
export function KeyList({ command }: { command: string }) {
  const { list, error, retry, create, update, revoke } = useKeys();
  const [isCreating, setIsCreating] = useUrlDialog("new");
  const [created, setCreated] = useState<CreatedKey | null>(null);
  const [edited, setEdited] = useState<Key | null>(null);
  const [revoked, setRevoked] = useState<Key | null>(null);
  const isForbidden = useRefusal("developer") !== null;
  const createButton = !isForbidden && (
    <Button onClick={() => setIsCreating(true)} disabled={!list}>
      <Plus aria-hidden />
      Create API key
    </Button>
  );
  return (
    <>
      <PageHeader title="API keys">{list?.data.length !== 0 && createButton}</PageHeader>
      <RoleNote need="developer" title="You can look at keys, and change none." />
      {created && <NewKeyPanel created={created} onStored={() => setCreated(null)} />}
      <div className="rounded-lg border bg-surface shadow-card">
        {!list &&
          (error ? (
            <LoadError title="API keys could not be loaded" error={error} retry={retry} />
          ) : (
            <KeyTableSkeleton />
          ))}
        {list && list.data.length === 0 && (
          <EmptyState icon={KeyRound} title="No API keys yet" action={createButton}>
            Programs send email with a key of yours. Each key that you create appears here, with what it has
            used.
          </EmptyState>
        )}
        {list && list.data.length > 0 && (
          <KeyTable keys={list.data} onEdit={setEdited} onRevoke={setRevoked} />
        )}
        {list && <FirstRequest command={command} />}
      </div>
      <CreateKeyDialog
        isOpen={isCreating && !isForbidden}
        onOpenChange={setIsCreating}
        domains={list?.domains ?? []}
        onCreate={async (request) => {
          setCreated(await create(request));
          setIsCreating(false);
        }}
      />
      <EditKeyDialog
        target={edited}
        onClose={() => setEdited(null)}
        onSave={async (id, changes) => {
          await update(id, changes);
          setEdited(null);
          toast.success("The key was changed.");
        }}
      />
      <ConfirmDialog
        isOpen={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title={`Revoke ${revoked?.name ?? "the key"}?`}
        description="Programs that use it are refused from their next request on. This can't be undone."
        confirm="Revoke key"
        onConfirm={async () => {
          if (!revoked) return;
          await revoke(revoked.id);
          if (created?.key.id === revoked.id) setCreated(null);
          toast.success("The key was revoked.");
        }}
        messageOf={messageOf}
      />
    </>
  );
}
